package dev.harrier.server.auth;

/**
 * Allows so many a second in the long run, and as many at once as two seconds allow. A batch is let
 * in while there is anything in the bucket, and paid for afterwards.
 */
final class TokenBucket {
  private static final double SECOND = 1e9;
  private static final int BURST_SECONDS = 2;

  private final double perNano;
  private final double most;
  private double tokens;
  private long asOfNanos;

  TokenBucket(int perSecond, long nowNanos) {
    this.perNano = perSecond / SECOND;
    this.most = (double) perSecond * BURST_SECONDS;
    this.tokens = most;
    this.asOfNanos = nowNanos;
  }

  /**
   * Takes so many.
   *
   * @return 0 if they are granted, else seconds until some are there, at least 1
   */
  synchronized long take(int count, long nowNanos) {
    tokens = Math.min(most, tokens + (nowNanos - asOfNanos) * perNano);
    asOfNanos = nowNanos;
    if (tokens < 1) {
      return (long) Math.max(1, Math.ceil((1 - tokens) / perNano / SECOND));
    }
    tokens -= count;
    return 0;
  }
}
