package ${package}.functions;

import java.util.ArrayList;
import java.util.List;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Takes a function's path once, without its effects, before SnapStart takes the snapshot that the function then starts
 * from: what is loaded and compiled by then need not be when the first client waits. Does nothing without SnapStart.
 */
final class Priming implements Resource {

    /** CRaC itself holds a resource weakly. */
    private static final List<Priming> REGISTERED = new ArrayList<>();

    private final Path path;

    private Priming(Path path) {
        this.path = path;
    }

    /** What is run before the snapshot; if it fails, so does the deployment. */
    interface Path {
        void run() throws Exception;
    }

    static void beforeSnapshot(Path path) {
        Priming priming = new Priming(path);
        REGISTERED.add(priming);
        Core.getGlobalContext().register(priming);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) throws Exception {
        path.run();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // The clients notice by themselves that their connections are closed.
    }
}
