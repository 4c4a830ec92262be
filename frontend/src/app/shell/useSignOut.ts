import { useState } from 'react';
import { deviceOwner } from '../../shared/api/kept';

/** Signing out by `signOut`: a device with work that the server does not have asks first. `unsent`: how much it asks about. */
export function useSignOut(signOut: () => void) {
  const [unsent, setUnsent] = useState(0);
  const stay = (): void => setUnsent(0);
  const leave = (): void => {
    stay();
    signOut();
  };
  const ask = async (): Promise<void> => {
    const count = deviceOwner() === null ? 0 : await import('../../offline/kept').then((kept) => kept.unsent());
    if (count > 0) setUnsent(count);
    else leave();
  };
  return { unsent, ask, stay, leave };
}
