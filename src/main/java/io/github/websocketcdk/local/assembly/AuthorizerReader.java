package io.github.websocketcdk.local.assembly;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The authorizers of the API: those that run here, and why others do not. */
final class AuthorizerReader {
    private final Map<String, Authorizer> run = new LinkedHashMap<>();
    private final List<String> notRun = new ArrayList<>();

    AuthorizerReader(Stacks stacks, FunctionReader functions) {
        stacks.ofTheApi(ResourceTypes.AUTHORIZER).forEach(authorizer -> add(authorizer, functions));
    }

    /** By id. */
    Map<String, Authorizer> run() {
        return run;
    }

    /** A line for each of the others. */
    List<String> notRun() {
        return notRun;
    }

    private void add(Resource authorizer, FunctionReader functions) {
        String type = authorizer.text("AuthorizerType", "");
        Optional<Resource> function = functions.find(authorizer.text("AuthorizerUri", ""));
        if (!type.equals("REQUEST")) {
            notRun.add(authorizer.description() + ": it is of type " + type + "; anyone may connect");
        } else if (function.isEmpty()) {
            notRun.add(authorizer.description() + ": its function is not in the app; anyone may connect");
        } else if (functions.notRun().containsKey(function.get())) {
            notRun.add(authorizer.description() + ": of its function " + function.get().id() + ", "
                    + functions.notRun().get(function.get()) + "; anyone may connect");
        } else {
            run.put(authorizer.id(), new Authorizer(authorizer.id(), authorizer.text("Name", authorizer.id()),
                    function.get().id(), identitySources(authorizer.value("IdentitySource"))));
        }
    }

    private static List<String> identitySources(JsonElement sources) {
        return sources.isJsonArray()
                ? sources.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList() : List.of();
    }
}
