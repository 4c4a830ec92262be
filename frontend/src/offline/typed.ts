// What was typed into an act that only a server can take: it stays in this tab until it is sent, through a closed dialog
// and a reload, and is gone with whoever signs out. Where a browser refuses storage, it stays in its dialog alone.
const PREFIX = 'tahkeem-typed ';

export function typedIn<T extends object>(act: string): Partial<T> {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + act) ?? '{}') as Partial<T>;
  } catch {
    return {};
  }
}

export function keepTyped(act: string, values: object): void {
  try {
    sessionStorage.setItem(PREFIX + act, JSON.stringify(values));
  } catch {
    // refused or full
  }
}

export function dropTyped(act: string): void {
  try {
    sessionStorage.removeItem(PREFIX + act);
  } catch {
    // refused
  }
}

export function dropAllTyped(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch {
    // refused
  }
}
