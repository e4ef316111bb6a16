package dev.harrier.lang.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harrier.lang.value.NodeFailure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Links, domains, addresses, cookies and phone numbers, as odd as people send them. */
final class LinkRulesTest {
  @Test
  void aUrlEndsAtSpaceBracketOrAngle() {
    assertThat(
            UrlFunctions.stringExtractURLs("[x](https://a.com/p) <http://b.org/q> https://a.com/p"))
        .isEqualTo(List.of("https://a.com/p", "http://b.org/q"));
  }

  @Test
  void aUrlLosesItsEmptyParts() {
    assertThat(UrlFunctions.stringExtractURLs("http://a.com/x? http://b.com/# http://c.com/p;?q"))
        .isEqualTo(List.of("http://a.com/x", "http://b.com/", "http://c.com/p?q"));
  }

  @Test
  void aHostThatWouldHideASlashIsNone() {
    assertThat(
            UrlFunctions.stringExtractDomains(
                "https://a℀.com/ http://[x]/ http://[::1/ http://[::1]:8/"))
        .isEqualTo(List.of("[::1]"));
  }

  @Test
  void aPublicSuffixMayBePrivateWildOrExcepted() {
    assertThat(UrlFunctions.domainTld("a.b.github.io")).isEqualTo("github.io");
    assertThat(UrlFunctions.domainTld("b.a.kawasaki.jp")).isEqualTo("a.kawasaki.jp");
    assertThat(UrlFunctions.domainTld("-.kawasaki.jp")).isEqualTo("-.kawasaki.jp");
    assertThat(UrlFunctions.domainTld("www.city.kawasaki.jp")).isEqualTo("kawasaki.jp");
    assertThatThrownBy(() -> UrlFunctions.domainTld("a.local")).isSameAs(NodeFailure.SILENT);
  }

  @Test
  void bareDomainsCountOnlyWithAKnownSuffix() {
    assertThat(UrlFunctions.extractDomains("file.txt, ann@c.com, WWW.A.com. http://intra.corp/x"))
        .isEqualTo(List.of("a.com", "intra.corp"));
  }

  @Test
  void hostileTextCostsLittle() {
    assertThat(UrlFunctions.extractDomains("a.".repeat(50_000))).isEqualTo(List.of());
    assertThat(UrlFunctions.extractDomains("a-".repeat(50_000))).isEqualTo(List.of());
    assertThat(UrlFunctions.stringExtractURLs("http://".repeat(20_000))).hasSize(1);
  }

  @Test
  void version6AddressesAreReadAsStrictlyAsVersion4() {
    assertThat(NetworkFunctions.ipNetwork("64:ff9b::192.0.2.33")).isEqualTo("64:ff9b:0:0:0:0:0:0");
    assertThat(IpText.version6("1:2:3:4:5:6:7::")).isEqualTo(new int[] {1, 2, 3, 4, 5, 6, 7, 0});
    for (String bad :
        List.of(
            "1::2::3",
            ":1",
            "1:",
            "12345::",
            "::1%eth0",
            "1:2:3:4:5:6:7:8:9",
            "1:2:3:4:5:6:7::8:9",
            "::1.2.3",
            "")) {
      assertThat(IpText.version6(bad)).as(bad).isNull();
    }
    for (String bad : List.of("1.2.3", "01.2.3.4", "256.1.1.1", "１.2.3.4", "1.2.3.4 ", "")) {
      assertThat(IpText.version4(bad)).as(bad).isNull();
    }
  }

  @Test
  void aCookieHeaderIsReadUntilItBreaks() {
    assertThat(CookieText.values("a=1; b=\"x; y\"; \"; c=3"))
        .isEqualTo(Map.of("a", "1", "b", "\"x; y\""));
    assertThat(CookieText.values("a=1; flag; b=2")).isEmpty();
    assertThat(CookieText.values("path=/; a=1")).isEmpty();
    assertThatThrownBy(() -> CookieText.values("(x)=1")).isInstanceOf(NodeFailure.class);
  }

  @Test
  void aLongCookieHeaderTakesLinearTime() {
    assertThat(CookieText.values("=".repeat(100_000) + "é")).isEmpty();
  }

  @Test
  void countriesThatShareACodeAreToldApart() {
    assertThat(PhoneFunctions.phoneCountry("+1242")).isEqualTo("BS");
    assertThat(PhoneFunctions.phoneCountry("+39 06698")).isEqualTo("VA");
    assertThat(PhoneFunctions.phoneCountry("+7 701 123 45 67")).isEqualTo("KZ");
    assertThat(PhoneFunctions.phoneCountry("٤٥ ٢٠")).isEqualTo("DK");
    assertThatThrownBy(() -> PhoneFunctions.phoneCountry("+1")).isSameAs(NodeFailure.SILENT);
    assertThatThrownBy(() -> PhoneFunctions.phoneCountry("0044 20")).isSameAs(NodeFailure.SILENT);
  }

  @Test
  void timesAreReadInTheirCommonForms() {
    long now = 1_767_323_045_000_000L; // 2026-01-02T03:04:05Z
    for (String text :
        List.of(
            "2026-01-01",
            "Jan 1 2026",
            "1 January 2026",
            "01/01/2026",
            "1.1.2026",
            "20260101",
            "20260101T000000",
            "2026-01-01T00:00:00+05:00",
            "Thu, 01 Jan 2026 00:00:00 GMT",
            "2026 Jan 1st",
            "12am 1-Jan-26",
            "0h 2026-01-01")) {
      assertThat(DateText.micros(text, now)).as(text).isEqualTo(1_767_225_600_000_000L);
    }
    assertThat(DateText.micros("5pm", now)).isEqualTo(1_767_373_200_000_000L);
    assertThatThrownBy(() -> DateText.micros("2021-02-29", now)).isInstanceOf(NodeFailure.class);
  }
}
