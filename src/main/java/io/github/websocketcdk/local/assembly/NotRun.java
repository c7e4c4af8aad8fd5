package io.github.websocketcdk.local.assembly;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What stands in the templates and is not run here. */
final class NotRun {
    private final Stacks stacks;
    private final FunctionReader functions;
    private final List<String> lines = new ArrayList<>();

    private NotRun(Stacks stacks, FunctionReader functions) {
        this.stacks = stacks;
        this.functions = functions;
    }

    /** A line for each that something run refers to, and for all others of one type. */
    static List<String> lines(Stacks stacks, FunctionReader functions, AuthorizerReader authorizers,
                              RouteReader routes, TableReader tables) {
        NotRun notRun = new NotRun(stacks, functions);
        Map<String, Set<String>> places = stacks.references().places();
        places.forEach((what, who) -> notRun.lines.add(what + ": referred to by " + String.join(", ", who)));
        functions.notRun().forEach((function, reason) -> notRun.lines.add(function.description() + ": " + reason));
        notRun.lines.addAll(authorizers.notRun());
        notRun.lines.addAll(routes.notRun());
        notRun.lines.addAll(tables.notRun());
        notRun.addOthers(places.keySet());
        notRun.addOtherApis();
        return notRun.lines;
    }

    private void addOthers(Set<String> said) {
        Map<String, List<String>> byType = stacks.resources().stream()
                .filter(resource -> !ResourceTypes.isRun(resource.type())
                        && !ResourceTypes.hasNothingToRun(resource.type()) && !said.contains(resource.description()))
                .collect(Collectors.groupingBy(Resource::type, TreeMap::new,
                        Collectors.mapping(Resource::id, Collectors.toList())));
        byType.forEach((type, ids) -> lines.add(String.join(", ", ids) + " (" + type + ")"));
    }

    private void addOtherApis() {
        stacks.resources(ResourceTypes.API).stream().filter(api -> api != stacks.api())
                .forEach(api -> lines.add(api.description() + ": one API runs here, " + stacks.api().id()));
        stacks.ofTheApi(ResourceTypes.STAGE).stream().skip(1)
                .forEach(stage -> lines.add(stage.description() + ": one stage runs here"));
        stacks.leftOut().forEach((stack, hasApi) -> lines.add("stack " + stack.path() + (hasApi
                ? ": another WebSocket API. Run it with mvn -Plocal -Dstack=" + stack.path()
                : ": belongs to another WebSocket API")));
    }
}
