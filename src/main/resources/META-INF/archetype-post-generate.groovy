import static org.codehaus.groovy.runtime.MethodRankHelper.damerauLevenshteinDistance

// The plugin applies a validationRegex at its prompt alone, not to -D values (apache/maven-archetype#814).
def rules = [
    groupId   : [~/@rule.groupId@/, 'letters, digits, "_", "." and "-", starting with a letter, a digit or "_"', 'com.example'],
    artifactId: [~/@rule.artifactId@/, 'at most 100 letters, digits, "_", "." and "-", starting with a letter, a digit or "_" and not ending with "."; not a name that Windows reserves, such as "con"', 'chat'],
    version   : [~/@rule.version@/, 'letters, digits, "_", ".", "+" and "-", starting with a letter, a digit or "_"', '1.0-SNAPSHOT'],
    package   : [~/@rule.package@/, 'a Java package (by default the groupId): parts of letters, digits and "_", separated by "."; no part may start with a digit, or be a Java keyword or a name that Windows reserves', 'com.example.chat'],
    appName   : [~/@rule.appName@/, 'at most 40 letters, digits and "-", starting with a letter and not ending with "-" (by default the artifactId)', 'chat'],
    region    : [~/@rule.region@/, 'the id of an AWS region', 'eu-west-1'],
    stage     : [~/@rule.stage@/, '@rule.stage.allowed@', 'dev'],
    auth      : [~/@rule.auth@/, 'none or jwt', 'jwt'],
]
def parent = new File(request.outputDirectory)
def project = new File(parent, request.artifactId)
def refused = rules.findAll { name, rule -> !(request.properties[name] ==~ rule[0]) }
if (refused) {
    // Nothing but pom.xml has been written, and that only where there was none: see archetype-resources/pom.xml.
    new File(project, 'pom.xml').delete()
    for (def empty = project; empty != parent && empty.delete(); empty = empty.parentFile) { }
    throw new IllegalArgumentException('No project was generated.' + refused.collect { name, rule ->
        "\n  $name '${request.properties[name]}' is not allowed. Allowed: ${rule[1]}. Example: ${rule[2]}"
    }.join(''))
}
if (auth == 'none') {
    // The plugin before 3.2 writes them all the same: it takes no notice of an includeCondition.
    def java = "java/${request.properties['package'].replace('.', '/')}"
    ["functions/src/main/$java/functions/JwtAuthorizer.java", "functions/src/main/$java/functions/JwtVerifier.java",
     "functions/src/test/$java/functions/JwtAuthorizerTest.java", "functions/src/test/$java/functions/JwtIssuer.java",
     "infrastructure/src/test/$java/infrastructure/JwtStackTest.java",
     "end-to-end/src/test/$java/endtoend/JwtLocalTest.java", "end-to-end/src/test/$java/endtoend/JwtTokens.java"]
        .collect { new File(project, it) }
        .findAll { it.lastModified() >= new File(project, 'pom.xml').lastModified() }
        .each { it.delete() }
}

def region = request.properties['region']
def regions = '@aws.regions@'.split(',')
if (!(region in regions)) {
    def nearest = regions.min { damerauLevenshteinDistance(it.toList() as Object[], region.toList() as Object[]) }
    println "[WARNING] Unknown AWS region '$region'. Did you mean '$nearest'?"
}
if (new File(parent, 'pom.xml').exists()) {
    println "[WARNING] Maven has made the project a module of ${new File(parent, 'pom.xml').canonicalPath}. It is meant to stand alone."
}
println "Next: cd ${project.canonicalPath}, run mvn -Plocal and open http://localhost:3001"
println 'Then git init, git add --all and git commit, before you change anything. README.md has the rest.'
