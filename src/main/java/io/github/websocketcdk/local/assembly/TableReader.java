package io.github.websocketcdk.local.assembly;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of an app. */
final class TableReader {
    /** What a table is created from: other properties may refer to what is not run, a key for example. */
    private static final List<String> SCHEMA = List.of("AttributeDefinitions", "KeySchema", "LocalSecondaryIndexes",
            "GlobalSecondaryIndexes", "StreamSpecification", "TimeToLiveSpecification");

    private final Map<String, JsonObject> byName = new LinkedHashMap<>();
    private final List<String> notRun = new ArrayList<>();

    TableReader(Stacks stacks) {
        stacks.resources(ResourceTypes.TABLE).forEach(this::add);
        stacks.resources(ResourceTypes.GLOBAL_TABLE).forEach(this::add);
    }

    Map<String, JsonObject> byName() {
        return byName;
    }

    /** A line for each that cannot be there beside another one. */
    List<String> notRun() {
        return notRun;
    }

    private void add(Resource table) {
        JsonObject schema = new JsonObject();
        SCHEMA.stream().filter(table.properties()::has).forEach(name -> schema.add(name, table.value(name)));
        String name = table.text("TableName", table.id());
        if (byName.putIfAbsent(name, schema) != null) {
            notRun.add(table.description() + ": another table is called " + name);
        }
    }
}
