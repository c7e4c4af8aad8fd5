package io.github.websocketcdk.local.maven;

import io.github.websocketcdk.local.lambda.Code;
import io.github.websocketcdk.local.lambda.UnpackedCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/** The functions' code: from the module that it is built in, where it is one of the project's. */
final class FunctionModules implements Code.Provider {

    private final Build build;
    private final Path cache;
    private final Path directory;
    private final Code.Provider unpacked;
    private final Map<String, FunctionModule> modules = new LinkedHashMap<>();
    private final Map<Path, Optional<FunctionModule>> assets = new HashMap<>();

    /**
     * No modules yet.
     *
     * @param cache kept from one start to the next
     * @param directory for this one
     */
    FunctionModules(Build build, Path cache, Path directory) {
        this.build = build;
        this.cache = cache;
        this.directory = directory;
        this.unpacked = new UnpackedCode(directory);
    }

    /** Takes the modules as they are now, and packs those in which more than their own classes has changed. */
    void update(MavenSession built, List<MavenProject> projects) throws Exception {
        for (MavenProject project : projects) {
            FunctionModule module =
                    modules.computeIfAbsent(project.getArtifactId(), id -> new FunctionModule(build, cache));
            module.update(built, project);
            module.packIfLibrariesAreStale();
        }
    }

    /** Packs what is not packed as it is now. */
    void pack() throws Exception {
        for (FunctionModule module : modules.values()) {
            module.packIfStale();
        }
    }

    /** The jar of each module, by the module's folder. */
    Map<Path, Path> jars() {
        return modules.values().stream().collect(Collectors.toMap(FunctionModule::folder, FunctionModule::jar));
    }

    @Override
    public synchronized Code code(Path asset) throws IOException {
        Optional<FunctionModule> module = assets.get(asset);
        if (module == null) {
            module = find(asset);
            assets.put(asset, module);
        }
        try {
            return module.isPresent() ? module.get().code(directory) : unpacked.code(asset);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** CDK has copied the jar. */
    private Optional<FunctionModule> find(Path asset) throws IOException {
        for (FunctionModule module : modules.values()) {
            if (Files.isRegularFile(asset) && Files.mismatch(asset, module.jar()) == -1) {
                return Optional.of(module);
            }
        }
        return Optional.empty();
    }
}
