// Notice: a message that stays in the page. notify(): a short word that something was done.
import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useSyncExternalStore } from 'react';
import { asProblem } from '../api/problem';
import { problemText, useProblem } from '../api/problems';
import type { Tone } from './Badge';
import { IconButton } from './Button';
import { Icon, type IconName } from './Icon';
import './Badge.css';
import './Notice.css';

type NoticeTone = Extract<Tone, 'info' | 'success' | 'warning' | 'error'>;
const icons: Record<NoticeTone, IconName> = { info: 'info', success: 'success', warning: 'warning', error: 'error' };

export interface NoticeProps {
  tone?: NoticeTone;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}

export function Notice({ tone = 'info', title, children, action }: NoticeProps) {
  return (
    <div className={`tk-notice tk-tone-${tone}`} role={tone === 'error' ? 'alert' : undefined}>
      <Icon name={icons[tone]} />
      <div className="tk-notice-words">
        {title ? <p className="tk-strong">{title}</p> : null}
        {children ? <div>{children}</div> : null}
      </div>
      {action ? <div className="tk-row">{action}</div> : null}
    </div>
  );
}

/** A problem in words, above the form it stopped. */
export function ProblemNotice({ error, action }: { error: unknown; action?: ReactNode }) {
  const sentence = useProblem(error ? asProblem(error) : null);
  return sentence ? (
    <Notice tone="error" action={action}>
      {sentence}
    </Notice>
  ) : null;
}

interface Toast {
  id: number;
  tone: NoticeTone;
  text: string;
}
let toasts: readonly Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();
function put(wanted: readonly Toast[]): void {
  toasts = wanted;
  for (const listen of listeners) listen();
}
const close = (id: number): void => put(toasts.filter((toast) => toast.id !== id));

/** `notify(t`حُفظت التغييرات`)`. Errors stay until closed. */
export function notify(text: string, tone: NoticeTone = 'success'): void {
  const id = next++;
  // Said twice is said once: the newer one stays.
  put([...toasts.filter((toast) => toast.text !== text).slice(-2), { id, tone, text }]);
  if (tone !== 'error') setTimeout(() => close(id), 6000);
}
export const notifyProblem = (error: unknown): void => notify(problemText(asProblem(error)), 'error');

export function Toasts() {
  const { t } = useLingui();
  const shown = useSyncExternalStore(
    (listen) => {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    () => toasts,
  );
  return (
    <section className="tk-toasts tk-no-print" aria-label={t`تنبيهات`} aria-live="polite">
      {shown.map((toast) => (
        <div key={toast.id} className={`tk-toast tk-tone-${toast.tone}`}>
          <Icon name={icons[toast.tone]} />
          <p>{toast.text}</p>
          <IconButton icon="close" label={t`إغلاق`} onPress={() => close(toast.id)} />
        </div>
      ))}
    </section>
  );
}
