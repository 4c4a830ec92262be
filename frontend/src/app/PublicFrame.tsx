// The frame of pages without a session: the form on one side, the product's promise on the other.
import { Trans } from '@lingui/react/macro';
import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { LanguageSwitch } from '../shared/ui/LanguageSwitch';
import { Wordmark } from '../shared/ui/Wordmark';
import { InFrame } from './frame';
import './PublicFrame.css';

export function PublicFrame({ children }: { children?: ReactNode }) {
  return (
    <InFrame value={true}>
      <div className="tk-front">
        <header className="tk-front-head">
          <a href="/" className="tk-plain-link">
            <Wordmark />
          </a>
          <LanguageSwitch />
        </header>
        <main id="main" tabIndex={-1} className="tk-front-main">
          {children ?? <Outlet />}
        </main>
        <aside className="tk-front-side">
          <div className="tk-front-pattern" aria-hidden="true" />
          <div className="tk-front-words">
            <p className="tk-front-title">
              <Trans>تحكيمٌ موثَّق</Trans>
            </p>
            <p>
              <Trans>كل درجة محفوظة، وكل إجراء مسجَّل، ولا تُنشر نتيجة قبل أن يعتمدها شخصان.</Trans>
            </p>
          </div>
        </aside>
      </div>
    </InFrame>
  );
}
