// The receipt that follows a submission: what arrived, when, and what happens now.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { useNounsOf } from '../../../shared/entry/nouns';
import { useFormat } from '../../../shared/i18n/react';
import { useMe } from '../../../shared/me';
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
import '../problems';
import '../entrant.css';

function Receipt({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const format = useFormat();
  const me = useMe();
  const number = format.number(entry.number, { useGrouping: false });
  const answered = format.number(
    entry.answers.filter((answer) => answer.value !== null && answer.value.length > 0).length,
  );
  const asked = format.number(entry.fields.filter((field) => field.kind !== 'file').length);
  const noun = useNounsOf(entry.edition).One;
  const mail = me.email;
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
          { label: t`المشاركة`, value: format.pick(entry.title_ar, entry.title_en) },
          { label: noun, value: format.name(entry.category) },
          { label: t`الدورة`, value: format.name(entry.edition) },
          { label: t`باسم`, value: format.name(entry.organisation ?? me) },
          { label: t`الحالة`, value: <StateBadge of="entry" state={entry.state} /> },
          { label: t`الأجوبة`, value: t`${answered} من ${asked}` },
          {
            label: t`الملفات`,
            value:
              entry.attachments.length === 0 ? (
                <span className="tk-faint">{t`لا ملفات`}</span>
              ) : (
                <ul className="tk-plain-list tk-stack tk-gap-2">
                  {entry.attachments.map((file) => (
                    <li key={file.id}>
                      <bdi>{file.name}</bdi>
                      <code className="tk-entrant-hash" title={t`بصمة الملف SHA-256`}>
                        {file.sha256}
                      </code>
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
      <div className="tk-entrant-next">
        <h2 className="tk-small tk-strong">{t`ماذا بعد؟`}</h2>
        <ul>
          <li>
            {t`أرسلنا تأكيدًا إلى`} <bdi dir="ltr">{mail}</bdi>
          </li>
          <li>{t`ينظر المنظّم في استيفائها الشروط. إن لزم استكمالها أعادها إليكم بموعد، ووصلتكم رسالة.`}</li>
          <li>{t`بعد ذلك تُحكَّم، وتُعلن النتائج في صفحة الدورة.`}</li>
        </ul>
      </div>
      <div className="tk-row tk-no-print">
        <LinkButton kind="primary" to="/entrant/entries/$entryId" params={{ entryId: entry.id }}>
          {t`افتح المشاركة`}
        </LinkButton>
        <Button icon="print" onPress={() => window.print()}>
          {t`اطبع هذا التأكيد`}
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
    <Page width="narrow" title={t`تأكيد التقديم`} crumbs={[{ label: t`مشاركاتي`, to: '/entrant/entries' }]}>
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
