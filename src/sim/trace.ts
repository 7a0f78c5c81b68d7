/** Everything that happens in a run, folded into 64 bits: two runs that agree in it took the same way. Not for secrets. */
export class Trace {
  #a = 0x811c9dc5 | 0;
  #b = 0x2545f491 | 0;

  number(value: number): void {
    this.#fold(value | 0);
    this.#fold(Math.floor(value / 0x100000000) | 0);
  }

  text(value: string): void {
    for (let i = 0; i < value.length; i++) this.#fold(value.charCodeAt(i));
    this.#fold(value.length);
  }

  bytes(value: Uint8Array): void {
    const whole = value.length & ~3;
    for (let i = 0; i < whole; i += 4)
      this.#fold(
        (value[i] as number) |
          ((value[i + 1] as number) << 8) |
          ((value[i + 2] as number) << 16) |
          ((value[i + 3] as number) << 24),
      );
    for (let i = whole; i < value.length; i++) this.#fold(value[i] as number);
    this.#fold(value.length);
  }

  /** 16 hexadecimal digits */
  digest(): string {
    return [this.#a, this.#b].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
  }

  #fold(word: number): void {
    this.#a = Math.imul(this.#a ^ word, 0x01000193);
    this.#a ^= this.#a >>> 15;
    this.#b = (Math.imul(this.#b, 0x5bd1e995) + word + this.#a) | 0;
  }
}
