// The console page of the local gateway: clients of the WebSocket API, the tables, the functions' logs.

import * as clients from "./clients.js";
import * as events from "./events.js";
import * as log from "./log.js";
import * as resizer from "./resizer.js";

clients.start();
log.start();
resizer.start();
events.start();
