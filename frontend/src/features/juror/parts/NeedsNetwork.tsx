// Of an act that the device does not keep to send it later: it needs a network, and what was typed stays.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { asProblem } from '../../../shared/api/problem';
import { Notice } from '../../../shared/ui/Notice';
import { useOnline } from '../../../shared/useOnline';

export const isNetwork = (error: unknown): boolean => Boolean(error) && asProblem(error).code === 'network';

/** `error`: what stopped the last attempt, or the reading that the act needs. */
export function NeedsNetwork({ error, children }: { error: unknown; children?: ReactNode }) {
  const { t } = useLingui();
  const isOnline = useOnline();
  if (isOnline && !isNetwork(error)) return null;
  return (
    <div role="status">
      <Notice tone="warning" title={t`يلزم لهذا اتصال بالخادم`}>
        <p>{t`لا يُرسل هذا لاحقًا من تلقاء نفسه كما يُرسل تقييمك. ما كتبته باقٍ هنا: أرسله حين يعود الاتصال.`}</p>
        {children}
      </Notice>
    </div>
  );
}
