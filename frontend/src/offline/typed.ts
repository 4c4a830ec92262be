// What was typed into an act that only a server can take: it stays in this tab until it is sent, through a closed dialog
// and a reload, and is gone with whoever signs out.
const PREFIX = 'tahkeem-typed ';

export const typedIn = <T extends object>(act: string): Partial<T> =>
  JSON.parse(sessionStorage.getItem(PREFIX + act) ?? '{}') as Partial<T>;

export const keepTyped = (act: string, values: object): void =>
  sessionStorage.setItem(PREFIX + act, JSON.stringify(values));

export const dropTyped = (act: string): void => sessionStorage.removeItem(PREFIX + act);

export function dropAllTyped(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}
