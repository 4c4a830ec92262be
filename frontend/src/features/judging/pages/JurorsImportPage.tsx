// Jurors from a sheet: who is added, who is known already, and who joins which panel, before anything is kept.
import { Plural, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { useParam } from '../../../shared/router/page';
import { Badge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { Figure, Figures } from '../../../shared/ui/Card';
import { Checkbox } from '../../../shared/ui/Choice';
import { Notice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { Sheet, SheetNames } from '../../../shared/ui/Sheet';
import { SheetImport } from '../parts/SheetImport';
import '../judging.css';

type Report = components['schemas']['JurorImport'];

function Rows({ report }: { report: Report }) {
  const { t } = useLingui();
  const format = useFormat();
  const comma = format.reader.language === 'ar' ? '، ' : ', ';
  return (
    <Sheet
      label={t`ما يفعله كل صف`}
      heads={[t`الصف`, t`المحكّم`, t`البريد الإلكتروني`, t`ما يحدث`, t`ينضم إلى`]}
      rows={report.items}
    >
      {(one) => (
        <tr key={one.row}>
          <td>{format.number(one.row)}</td>
          <td>
            <bdi>{format.name(one)}</bdi>
            {one.namesakes.length > 0 ? (
              <p className="tk-small tk-soft">
                {t`بالاسم نفسه:`} <bdi dir="ltr">{one.namesakes.join(', ')}</bdi>
              </p>
            ) : null}
          </td>
          <td>
            <code>{one.email}</code>
          </td>
          <td>{one.act === 'create' ? <Badge tone="success">{t`يُضاف`}</Badge> : <Badge>{t`مسجّل من قبل`}</Badge>}</td>
          <td>
            <bdi>{one.panels_ar.map((name, at) => format.pick(name, one.panels_en[at] ?? '')).join(comma) || '—'}</bdi>
          </td>
        </tr>
      )}
    </Sheet>
  );
}

function Summary({ report, invite, onInvite }: { report: Report; invite: boolean; onInvite: (on: boolean) => void }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <>
      <Figures>
        <Figure label={t`محكّمون يُضافون`} value={format.number(report.created)} />
        <Figure label={t`مسجّلون من قبل`} value={format.number(report.known)} note={t`يُتركون كما هم`} />
        <Figure label={t`مقاعد في اللجان`} value={format.number(report.seats)} />
      </Figures>
      {report.ignored.length > 0 ? (
        <Notice tone="warning" title={t`أعمدة لا تطلبها هذه الدورة، فلا يُقرأ منها شيء`}>
          <SheetNames names={report.ignored} />
        </Notice>
      ) : null}
      {report.namesakes > 0 ? (
        <Notice tone="warning">
          <Plural
            value={report.namesakes}
            zero="لا أسماء متكررة."
            one="اسم في الملف لغيره بريد آخر. تأكد أنهما شخصان."
            two="اسمان في الملف لغيرهما بريد آخر. تأكد أن كلًّا منهما شخص آخر."
            few="# أسماء في الملف لغيرها بريد آخر. تأكد أن كلًّا منها شخص آخر."
            many="# اسمًا في الملف لغيرها بريد آخر. تأكد أن كلًّا منها شخص آخر."
            other="# اسم في الملف لغيرها بريد آخر. تأكد أن كلًّا منها شخص آخر."
          />
        </Notice>
      ) : null}
      {report.applied || report.created === 0 ? null : (
        <Checkbox isSelected={invite} onChange={onInvite}>
          {t`أرسل الدعوة إلى من يُضافون فور التنفيذ`}
        </Checkbox>
      )}
    </>
  );
}

export function JurorsImportPage() {
  const { t } = useLingui();
  const nouns = useNouns();
  const editionId = useParam('editionId');
  const [invite, setInvite] = useState(false);
  const path = `/api/v1/editions/${editionId}/juror-import`;
  const jurors = { to: '/editions/$editionId/jurors', params: { editionId } } as const;
  return (
    <Page
      title={t`استيراد المحكّمين`}
      lead={t`محكّمون كثيرون من ملف واحد: تراهم أولًا، ثم يُضافون كلهم أو لا يُضاف منهم أحد.`}
      crumbs={[{ label: t`المحكّمون`, ...jurors }]}
    >
      <SheetImport<Report>
        path={path}
        query={{ invite: String(invite) }}
        template={{ path: `${path}/template`, name: 'jurors-template.xlsx', label: t`نزّل القالب` }}
        steps={[
          t`نزّل القالب واكتب محكّمًا في كل صف. ورقته الثانية تشرح كل عمود.`,
          t`لكل ${nouns.one} عمود لمستوى الخبرة، وعمود اللجنة يضم المحكّم إلى لجنة جولة.`,
          t`اختر الملف هنا. نعرض عليك ما سيحدث قبل أن يُحفظ شيء.`,
        ]}
        fileLabel={t`ملف المحكّمين`}
        fileHelp={t`Excel بصيغة xlsx أو CSV، حتى ألف صف.`}
        act={t`نفّذ الاستيراد`}
        summary={(report) => <Summary report={report} invite={invite} onInvite={setInvite} />}
        details={(report) => <Rows report={report} />}
        isEmpty={(report) => report.created + report.seats === 0}
        emptyText={t`كل من في الملف مسجّل من قبل؛ لا أحد يُضاف.`}
        doneText={invite ? t`حُفظ كل ما في الملف، وأُرسلت الدعوات.` : t`حُفظ كل ما في الملف. ادعُ الجدد من قائمة المحكّمين.`}
        doneActions={
          <LinkButton kind="primary" {...jurors}>
            {t`افتح المحكّمين`}
          </LinkButton>
        }
        onDone={() =>
          refreshPaths(
            '/api/v1/editions/{edition_id}/jurors',
            '/api/v1/rounds/{round_id}/panels',
            '/api/v1/home/organiser/{edition_id}',
          )
        }
      />
    </Page>
  );
}
