// Waits that can be given up.

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Settle as `promise` does, or reject as soon as `signal` is aborted. */
export function unlessAborted(promise, signal) {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}
