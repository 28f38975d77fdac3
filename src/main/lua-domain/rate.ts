/** So much may pass per second, and as much at once. */
export interface Rate {
  /** False: not now. */
  take(amount: number): boolean;
}

export function createRate(perSecond: number, now: () => number): Rate {
  let left = perSecond;
  let at = now();
  return {
    take(amount) {
      const moment = now();
      left = Math.min(perSecond, left + ((moment - at) * perSecond) / 1_000);
      at = moment;
      if (left < amount) return false;
      left -= amount;
      return true;
    },
  };
}
