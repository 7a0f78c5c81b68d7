/** Of all threads together, in user and system code. */
export function processorSeconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1_000_000;
}
