package io.github.websocketcdk.local.maven;

import io.github.websocketcdk.local.lambda.Code;
import io.github.websocketcdk.local.lambda.UnpackedCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/** The functions' code: from the module that it is built in, where it is one of the project's. */
final class FunctionModules {
    private final Build build;
    private final Path cache;
    private final Map<String, FunctionModule> modules = new LinkedHashMap<>();
    private final Set<FunctionModule> deployed = new HashSet<>();

    /**
     * No modules yet.
     *
     * @param cache kept from one start to the next
     */
    FunctionModules(Build build, Path cache) {
        this.build = build;
        this.cache = cache;
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

    /** Takes note of which modules' jars are a cloud assembly's assets. */
    void deployed(Path assembly) throws IOException {
        deployed.clear();
        try (Stream<Path> files = Files.list(assembly)) {
            for (Path file : files.toList()) {
                find(file).ifPresent(deployed::add);
            }
        }
    }

    /** The jar of each module. */
    List<Path> jars() {
        return modules.values().stream().map(FunctionModule::jar).toList();
    }

    /** The jar of each module that is deployed, by the module's folder; before it is known which these are, of all. */
    Map<Path, Path> deployed() {
        return (deployed.isEmpty() ? modules.values() : deployed).stream()
                .collect(Collectors.toMap(FunctionModule::folder, FunctionModule::jar));
    }

    /** The code of assets; that of the modules in copies below a directory. */
    Code.Provider code(Path directory) {
        Code.Provider unpacked = new UnpackedCode(directory);
        Map<Path, Optional<FunctionModule>> assets = new HashMap<>();
        return asset -> {
            Optional<FunctionModule> module = assets.get(asset);
            if (module == null) {
                module = find(asset);
                assets.put(asset, module);
            }
            return module.isPresent() ? module.get().code(directory) : unpacked.code(asset);
        };
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
