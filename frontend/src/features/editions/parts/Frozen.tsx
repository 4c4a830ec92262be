// Why something here is only to be read; and headings that a link can lead to.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { LinkButton } from '../../../shared/ui/Button';
import { Notice } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';
import type { Edition } from '../model/edition';

interface Props {
  of: 'call' | 'rulebook';
  edition: Pick<Edition, 'id' | 'phase' | 'rulebook_frozen_at' | 'timezone'>;
  organises: boolean;
  children?: ReactNode;
}

export function Frozen({ of, edition, organises, children }: Props) {
  const { t } = useLingui();
  const cancelled = edition.phase === 'cancelled';
  return (
    <div className="tk-stack">
      {!organises ? (
        <Notice>{t`للاطّلاع: يعدّل هذه البيانات منظّم الدورة.`}</Notice>
      ) : cancelled ? (
        <Notice tone="warning">{t`أُلغيت الدورة، وبياناتها للاطّلاع.`}</Notice>
      ) : of === 'rulebook' ? (
        <Notice
          title={t`لائحة التحكيم مجمَّدة`}
          action={
            <LinkButton size="small" to="/editions/$editionId/rulebook" params={{ editionId: edition.id }}>
              {t`اعرض اللائحة`}
            </LinkButton>
          }
        >
          {t`جُمّدت عند بدء التحكيم ولا تُعدَّل بعده.`}{' '}
          {edition.rulebook_frozen_at ? <When at={edition.rulebook_frozen_at} zone={edition.timezone} /> : null}
        </Notice>
      ) : (
        <Notice title={t`الدعوة مجمَّدة`}>{t`لا تُعدَّل الدعوة إلى المشاركة بعد اعتماد النتائج أو انتهاء الدورة.`}</Notice>
      )}
      {children}
    </div>
  );
}

export const Anchor = ({ id, children }: { id: string; children: ReactNode }) => (
  <span id={id} className="tk-editions-anchor">
    {children}
  </span>
);

/** The page's content comes after the address: the browser looked for the heading too early. */
export function scrollToHash(): void {
  const id = location.hash.slice(1);
  if (id) document.getElementById(id)?.scrollIntoView({ block: 'start' });
}
