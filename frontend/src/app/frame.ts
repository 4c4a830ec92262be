// Whether a page stands inside a frame, which has the header and the one <main>.
import { createContext } from 'react';

export const InFrame = createContext(false);
