// The receipt that follows a submission: what arrived, when, and what happens now.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useMe } from '../../../shared/me';
import { useNounsOf } from '../../../shared/nouns';
import { useParam } from '../../../shared/router/page';
import { StateBadge } from '../../../shared/ui/Badge';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Icon } from '../../../shared/ui/Icon';
import { DescriptionList } from '../../../shared/ui/Layout';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import type { Entry } from '../model/transport';
import { EarlierReceipts, ReceiptInFull } from '../parts/Receipts';
import '../problems';
import '../entrant.css';

function Receipt({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const format = useFormat();
  const me = useMe();
  const number = format.number(entry.number, { useGrouping: false });
  const noun = useNounsOf(entry.edition).One;
  const mail = me.email;
  const face = entry.submitted ?? entry;
  const zone = entry.edition.timezone;
  const until = entry.resubmits_until && format.when(entry.resubmits_until, zone);
  const receipts = useGet('/api/v1/entrant/entries/{entry_id}/receipts', { path: { entry_id: entry.id } });
  return (
    <Card>
      <div className="tk-entrant-received">
        <Icon name="success" size={40} />
        <p className="tk-h2 tk-strong">{t`استلمنا مشاركتكم رقم ${number}`}</p>
        <p className="tk-soft">
          <When at={entry.submitted_at} zone={entry.edition.timezone} show="stack" />
        </p>
      </div>
      <DescriptionList
        items={[
          { label: t`المشاركة`, value: format.pick(face.title_ar, face.title_en) },
          { label: noun, value: format.name(entry.category) },
          { label: t`الدورة`, value: format.name(entry.edition) },
          { label: t`باسم`, value: format.name(entry.organisation ?? me) },
          { label: t`الحالة`, value: <StateBadge of="entry" state={entry.state} /> },
        ]}
      />
      <Read of={receipts} lines={4}>
        {(found) => {
          const [last, ...earlier] = found.items;
          return last ? (
            <>
              <ReceiptInFull entryId={entry.id} receipt={last} zone={zone} />
              <EarlierReceipts entryId={entry.id} receipts={earlier} zone={zone} />
            </>
          ) : null;
        }}
      </Read>
      <div className="tk-entrant-next">
        <h2 className="tk-small tk-strong">{t`ماذا بعد؟`}</h2>
        <ul>
          <li>
            {t`أرسلنا تأكيدًا إلى`} <bdi dir="ltr">{mail}</bdi>
          </li>
          {entry.may_edit && until ? (
            <li>{t`يمكنكم تعديلها وإعادة تقديمها حتى ${until}، ولكل تقديم إيصال. والمعتمد آخر ما قُدّم.`}</li>
          ) : null}
          <li>{t`ينظر المنظّم في استيفائها الشروط. إن لزم استكمالها أعادها إليكم بموعد، ووصلتكم رسالة.`}</li>
          <li>{t`بعد ذلك تُحكَّم، وتُعلن النتائج في صفحة الدورة.`}</li>
        </ul>
      </div>
      <div className="tk-row tk-no-print">
        <LinkButton kind="primary" to="/entrant/entries/$entryId" params={{ entryId: entry.id }}>
          {t`افتح المشاركة`}
        </LinkButton>
        <Button icon="print" onPress={() => window.print()}>
          {t`اطبع هذه الصفحة`}
        </Button>
        <LinkButton kind="quiet" to="/entrant">
          {t`إلى الرئيسية`}
        </LinkButton>
      </div>
    </Card>
  );
}

export function SubmittedPage() {
  const { t } = useLingui();
  const id = useParam('entryId');
  const entry = useGet('/api/v1/entrant/entries/{entry_id}', { path: { entry_id: id } });
  return (
    <Page width="narrow" title={t`إيصال التقديم`} crumbs={[{ label: t`مشاركاتي`, to: '/entrant/entries' }]}>
      <Read of={entry}>
        {(data) =>
          data.submitted_at ? (
            <Receipt entry={data} />
          ) : (
            <Card>
              <p>{t`لم تُقدَّم هذه المشاركة بعد.`}</p>
              <div className="tk-row">
                <LinkButton kind="primary" to="/entrant/entries/$entryId" params={{ entryId: data.id }}>
                  {t`افتح المشاركة`}
                </LinkButton>
              </div>
            </Card>
          )
        }
      </Read>
    </Page>
  );
}
