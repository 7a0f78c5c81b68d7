interface Order {
  readonly id: number;
  readonly name: string;
  readonly wish: unknown;
}

/** The process's end of a `Child`: carries each order out and sends back what came of it. */
export function obey(orders: Readonly<Record<string, (wish: never) => unknown>>): void {
  process.on("message", (order: Order) => void carryOut(orders, order));
  // with its parent gone there is nobody to work for
  process.on("disconnect", () => process.exit(0));
}

async function carryOut(
  orders: Readonly<Record<string, (wish: never) => unknown>>,
  { id, name, wish }: Order,
): Promise<void> {
  try {
    process.send?.({ id, value: (await orders[name]?.(wish as never)) ?? null });
  } catch (error) {
    process.send?.({
      id,
      error: error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error),
    });
  }
}
