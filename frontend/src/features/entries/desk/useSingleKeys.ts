// Single keys can be switched off: some people's tools send them by accident (WCAG 2.1.4).
import { useState } from 'react';
import { readLocal, writeLocal } from '../../../shared/local';

const KEY = 'tahkeem.desk-keys';

export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => readLocal(KEY) !== 'off');
  const change = (wanted: boolean) => {
    setOn(wanted);
    writeLocal(KEY, wanted ? null : 'off');
  };
  return [on, change];
}
