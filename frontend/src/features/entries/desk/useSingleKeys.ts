// Single keys can be switched off: some people's tools send them by accident (WCAG 2.1.4).
import { useState } from 'react';

const KEY = 'tahkeem.desk-keys';

export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => localStorage.getItem(KEY) !== 'off');
  const change = (wanted: boolean) => {
    setOn(wanted);
    if (wanted) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, 'off');
  };
  return [on, change];
}
