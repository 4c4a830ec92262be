// Which part of the address opens the tab that something stands in; empty outside tabs.
import { createContext } from 'react';

export const InTab = createContext('');
