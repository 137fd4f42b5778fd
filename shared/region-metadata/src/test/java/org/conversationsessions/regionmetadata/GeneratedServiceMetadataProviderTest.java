package org.conversationsessions.regionmetadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.EndpointTag;
import software.amazon.awssdk.regions.GeneratedServiceMetadataProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceEndpointKey;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.regions.ServiceMetadataProvider;

/** The stand-in answers as the class of the SDK that it stands in for. */
class GeneratedServiceMetadataProviderTest {
  private static final String NAME = GeneratedServiceMetadataProvider.class.getName();

  private final ServiceMetadataProvider ours = new GeneratedServiceMetadataProvider();

  @ParameterizedTest
  @ValueSource(strings = {"dynamodb", "events", "lambda", "sqs"})
  void answersForEachServiceAsTheSdkDoes(String service) throws Exception {
    ServiceMetadata sdk = sdks().serviceMetadata(service);
    ServiceMetadata own = ours.serviceMetadata(service);

    assertThat(own).isNotNull().hasSameClassAs(sdk);
    assertThat(own.regions()).isEqualTo(sdk.regions()).isNotEmpty();
    List<Region> regions = new ArrayList<>(Region.regions());
    regions.add(Region.of("eu-nowhere-1"));
    for (Region region : regions) {
      assertThat(own.signingRegion(region)).isEqualTo(sdk.signingRegion(region));
      assertThat(own.endpointFor(region)).isEqualTo(sdk.endpointFor(region));
      ServiceEndpointKey fips =
          ServiceEndpointKey.builder().region(region).tags(EndpointTag.FIPS).build();
      assertThat(own.endpointFor(fips)).isEqualTo(sdk.endpointFor(fips));
    }
  }

  @Test
  void knowsNoServiceThatTheSdkDoesNotKnow() throws Exception {
    assertThat(ours.serviceMetadata("no-service")).isNull();
    assertThat(sdks().serviceMetadata("no-service")).isNull();
  }

  /** The class that the stand-in hides on this class path. */
  private static ServiceMetadataProvider sdks() throws Exception {
    URL jar = Region.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {jar}, GeneratedServiceMetadataProviderTest.class.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(NAME) ? findClass(name) : super.loadClass(name, resolve);
          }
        }) {
      Class<?> sdks = loader.loadClass(NAME);
      assertThat(sdks).isNotEqualTo(GeneratedServiceMetadataProvider.class);
      return sdks.asSubclass(ServiceMetadataProvider.class).getDeclaredConstructor().newInstance();
    }
  }
}
