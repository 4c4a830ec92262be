// Starts the SPA: the reader's language first, then the router.
import './shared/fonts.css';
import './shared/tokens.css';
import './shared/base.css';
import './shared/security/trusted';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { keeper } from './shared/api/kept';
import { startI18n } from './shared/i18n/i18n';

keeper.load = () => import('./offline/kept');
const root = document.getElementById('root');
if (root) {
  await startI18n();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
