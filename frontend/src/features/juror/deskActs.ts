// What the parts of a desk may ask of it, wherever they stand.
import { createContext, useContext } from 'react';
import type { Pin } from '../../offline/evaluation';

export interface Citation {
  criterionId?: string;
  pin?: Pin;
}
export interface DeskActs {
  /** asks which criterion rests on what; null where nothing may be changed */
  cite: ((citation: Citation) => void) | null;
  /** opens a file of the entry in its pane, at this page */
  open: (file: { id: string }, page?: number) => void;
  /** reports a file that cannot be read */
  report: (file: { id: string; name: string }) => void;
  /** shows what is cited */
  show: (pin: Pin) => void;
  nameOf: (pin: Pin) => string;
}

export const DeskActsContext = createContext<DeskActs>({
  cite: null,
  open: () => undefined,
  report: () => undefined,
  show: () => undefined,
  nameOf: () => '',
});
export const useDeskActs = (): DeskActs => useContext(DeskActsContext);
