// One mail as its reader got it: the text part, its addresses as links. The HTML part is never rendered.
import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { useGet } from '../../../shared/api/query';
import { DescriptionList } from '../../../shared/ui/Layout';
import { Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import { partsOf } from '../model';

export function Mail({ id }: { id: string }) {
  const { t } = useLingui();
  const mail = useGet('/api/v1/mailbox/{mail_id}', { path: { mail_id: id } });
  const heading = useRef<HTMLHeadingElement>(null);
  const there = mail.data !== undefined;
  // A mail that was just opened is read from its subject on.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each mail, when it has arrived
  useEffect(() => heading.current?.focus({ preventScroll: true }), [id, there]);
  return (
    <Read of={mail}>
      {(one) => (
        <article className="tk-stack tk-gap-6" lang={one.language} dir={one.language === 'ar' ? 'rtl' : 'ltr'}>
          <header className="tk-stack tk-mailbox-head">
            <h2 className="tk-h2" ref={heading} tabIndex={-1}>
              {one.subject}
            </h2>
            <DescriptionList
              items={[
                { label: t`إلى`, value: <code>{one.to_email}</code> },
                { label: t`الوقت`, value: <When at={one.created_at} /> },
              ]}
            />
          </header>
          <p className="tk-mailbox-text">
            {partsOf(one.text).map((part, at) =>
              part.href ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text that does not change
                <a key={at} href={part.href} target="_blank" rel="noopener noreferrer" dir="ltr">
                  {part.text}
                </a>
              ) : (
                part.text
              ),
            )}
          </p>
        </article>
      )}
    </Read>
  );
}
