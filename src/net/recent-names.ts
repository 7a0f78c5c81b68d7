/** Names remembered; beyond it the one added longest ago goes. */
export const RECENT_NAMES_MAX = 1_000;

/** The names added last. */
export class RecentNames {
  readonly #names = new Set<string>();

  add(name: string): void {
    this.#names.delete(name);
    this.#names.add(name);
    if (this.#names.size <= RECENT_NAMES_MAX) return;
    for (const oldest of this.#names) {
      this.#names.delete(oldest);
      return;
    }
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }
}
