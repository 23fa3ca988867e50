-- What wrk found, as one line of JSON.
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %.3f, "p95": %.2f, "failed": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(95) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout
  ))
end
