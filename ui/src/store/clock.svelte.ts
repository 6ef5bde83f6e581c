// Relay time as this window knows it: the computer's clock plus the offset the desk measured.

class Clock {
  /** Relay time; moves every 15 s, which is fine for minutes. */
  now = $state(Date.now());
  #offset = 0;

  setOffset(offset: number): void {
    this.#offset = offset;
    this.tick();
  }

  tick = (): void => {
    this.now = Date.now() + this.#offset;
  };

  start(): () => void {
    const timer = setInterval(this.tick, 15_000);
    return () => clearInterval(timer);
  }
}

export const clock = new Clock();
