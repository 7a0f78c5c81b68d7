/**
 * Whether a request's Host names this very address: a web page that had its name resolve to 127.0.0.1 sends its own.
 */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}
