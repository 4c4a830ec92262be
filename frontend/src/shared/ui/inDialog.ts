// What a form in a dialog says to it: while set, closing the dialog asks this first (it closes or stays).
import { createContext, type RefObject } from 'react';

export const InDialog = createContext<RefObject<((close: () => void) => void) | null> | null>(null);
