package io.github.websocketcdk.archetype;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.jcajce.JcaPGPObjectFactory;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPDigestCalculatorProviderBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPKeyPair;

/** An OpenPGP key that signs in one test, and is kept nowhere. */
final class ThrowAwayKey {
    private final PGPSecretKey key;

    ThrowAwayKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(3072);
        JcaPGPKeyPair pair = new JcaPGPKeyPair(4, PGPPublicKey.RSA_SIGN, generator.generateKeyPair(), new Date());
        PGPDigestCalculator digest =
                new JcaPGPDigestCalculatorProviderBuilder().build().get(HashAlgorithmTags.SHA1);
        key = new PGPSecretKey(PGPSignature.DEFAULT_CERTIFICATION, pair, "test", digest, null, null,
                new JcaPGPContentSignerBuilder(PGPPublicKey.RSA_SIGN, HashAlgorithmTags.SHA256), null);
    }

    /** As the environment variable {@code MAVEN_GPG_KEY} has it. */
    String armored() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (ArmoredOutputStream armor = new ArmoredOutputStream(text)) {
            key.encode(armor);
        }
        return text.toString(StandardCharsets.US_ASCII);
    }

    boolean hasSigned(byte[] content, byte[] signature) throws Exception {
        PGPSignatureList signatures = (PGPSignatureList) new JcaPGPObjectFactory(
                PGPUtil.getDecoderStream(new ByteArrayInputStream(signature))).nextObject();
        PGPSignature first = signatures.get(0);
        first.init(new JcaPGPContentVerifierBuilderProvider(), key.getPublicKey());
        first.update(content);
        return first.verify();
    }
}
