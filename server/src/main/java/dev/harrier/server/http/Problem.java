package dev.harrier.server.http;

import dev.harrier.server.output.JsonBytes;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not served (RFC 9457).
 *
 * @param code word by which a program tells it: the problem's type
 * @param retryAfterSeconds when to try again; null if that does not help
 */
record Problem(int status, String code, String detail, @Nullable Long retryAfterSeconds) {
  static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, null);
  }

  static Raised raised(int status, String code, String detail) {
    return new Raised(of(status, code, detail));
  }

  byte[] toBytes() {
    JsonBytes json = new JsonBytes();
    json.beginObject().key("type").value("urn:harrier:" + code);
    json.key("status").value(status).key("detail").value(detail).endObject();
    return json.toBytes();
  }

  /** Carries a problem out of a request's code. */
  static final class Raised extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    Raised(Problem problem) {
      super(problem.detail(), null, false, false);
      this.problem = problem;
    }

    Problem problem() {
      return problem;
    }
  }
}
