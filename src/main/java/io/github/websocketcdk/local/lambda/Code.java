package io.github.websocketcdk.local.lambda;

import java.nio.file.Path;
import java.util.List;

/**
 * A function's code as it lies on this machine. Its class path is the libraries, then what Lambda's runtime brings,
 * then the classes.
 *
 * @param taskRoot the folder of its unpacked code, in which it runs
 * @param libraries jars and folders, the first on the class path
 * @param classes folders, the last on the class path
 * @param archives where class-data archives of the libraries are kept, or null; the libraries are jars then that stay
 *     what and where they are
 */
public record Code(Path taskRoot, List<Path> libraries, List<Path> classes, Path archives) {
    /** Tells where the code of a function is at the moment. */
    public interface Provider {
        /**
         * The code of an asset: another one as soon as it has changed.
         *
         * @param asset a jar or a folder of the cloud assembly
         */
        Code code(Path asset) throws Exception;
    }
}
