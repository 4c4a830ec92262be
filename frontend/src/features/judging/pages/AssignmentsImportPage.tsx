// Assignments of a round from a sheet: what it adds, takes away and leaves, before anything is kept.
import { useLingui } from '@lingui/react/macro';
import { refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { InRound, type RoundPlace } from '../../../shared/judging/InRound';
import { Badge, type Tone } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { Figure, Figures } from '../../../shared/ui/Card';
import { Notice } from '../../../shared/ui/Notice';
import { Sheet } from '../../../shared/ui/Sheet';
import { SheetImport } from '../parts/SheetImport';
import '../judging.css';

type Report = components['schemas']['AssignmentImport'];
type Change = Report['items'][number]['change'];

function Changes({ report }: { report: Report }) {
  const { t } = useLingui();
  const format = useFormat();
  const words: Record<Change, readonly [Tone, string]> = {
    added: ['success', t`تُضاف`],
    removed: ['warning', t`تُسحب`],
    kept: ['info', t`تبقى: بدأ تقييمها`],
    unchanged: ['neutral', t`كما هي`],
  };
  return (
    <Sheet
      label={t`ما يفعله الملف بكل إسناد`}
      heads={[t`الصف`, t`رقم المشاركة`, t`المحكّم`, t`ما يحدث`]}
      rows={report.items}
    >
      {(one) => (
        <tr key={`${one.row} ${one.number} ${one.juror_ar} ${one.change}`}>
          <td>{format.number(one.row)}</td>
          <td>
            <code>{format.number(one.number)}</code>
          </td>
          <td>
            <bdi>{format.pick(one.juror_ar, one.juror_en)}</bdi>
          </td>
          <td>
            <Badge tone={words[one.change][0]}>{words[one.change][1]}</Badge>
          </td>
        </tr>
      )}
    </Sheet>
  );
}

function Summary({ report }: { report: Report }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <>
      <Figures>
        <Figure label={t`إسنادات تُضاف`} value={format.number(report.added)} />
        <Figure label={t`إسنادات تُسحب`} value={format.number(report.removed)} />
        <Figure label={t`كما هي`} value={format.number(report.unchanged)} />
      </Figures>
      {report.kept > 0 ? (
        <Notice tone="info" title={t`إسنادات تبقى وإن لم يذكرها الملف`}>
          {t`بدأ محكّموها تقييمها، ولا يُسحب بالملف عمل بُدئ. تجدها في الجدول.`}
        </Notice>
      ) : null}
    </>
  );
}

function Import({ place }: { place: RoundPlace }) {
  const { t } = useLingui();
  const { edition, round, organises } = place;
  const path = `/api/v1/rounds/${round.id}/assignment-sheet`;
  if (!organises || round.state === 'closed') {
    return (
      <Notice tone="info">
        {organises ? t`أُغلقت هذه الجولة، فلا تتغير إسناداتها.` : t`استيراد الإسنادات لمنظّمي الدورة.`}
      </Notice>
    );
  }
  return (
    <SheetImport<Report>
      key={round.id}
      path={path}
      template={{ path, name: 'assignments.xlsx', label: t`نزّل إسنادات الجولة` }}
      steps={[
        t`نزّل إسنادات الجولة: في كل صف مشاركة ومحكّم. أضف صفوفًا أو احذفها أو غيّر بريد المحكّم فيها.`,
        t`الملف يقول من يحكّم المشاركات المذكورة فيه. ما لا يذكره من المشاركات يبقى كما هو، والصف الذي لا محكّم فيه يُفرغ مشاركته.`,
        t`اختر الملف هنا. نعرض عليك ما سيتغير قبل أن يُحفظ شيء، ثم يُنفّذ كله أو لا يُنفّذ منه شيء.`,
      ]}
      fileLabel={t`ملف الإسنادات`}
      fileHelp={t`Excel بصيغة xlsx أو CSV، فيه رقم المشاركة وبريد المحكّم.`}
      act={t`نفّذ التغييرات`}
      summary={(report) => <Summary report={report} />}
      details={(report) => <Changes report={report} />}
      isEmpty={(report) => report.added + report.removed === 0}
      emptyText={t`الملف كما هي الجولة: لا شيء يتغير.`}
      doneText={t`نُفّذت التغييرات كلها. لم تُرسل رسالة: أبلغ المحكّمين من صفحة الإسناد متى شئت.`}
      doneActions={
        <LinkButton
          kind="primary"
          to={'/editions/$editionId/assignments' as never}
          params={{ editionId: edition.id } as never}
          search={{ round: round.id } as never}
        >
          {t`افتح الإسناد`}
        </LinkButton>
      }
      onDone={() =>
        refreshPaths(
          '/api/v1/rounds/{round_id}/assignments',
          '/api/v1/rounds/{round_id}/loads',
          '/api/v1/rounds/{round_id}/progress',
          '/api/v1/rounds/{round_id}/progress/jurors',
          '/api/v1/home/organiser/{edition_id}',
        )
      }
    />
  );
}

export function AssignmentsImportPage() {
  const { t } = useLingui();
  return (
    <InRound
      title={t`استيراد الإسنادات`}
      lead={t`من يحكّم ماذا من ملف Excel أو CSV: ترى الفرق أولًا، ثم يُنفّذ كله أو لا يُنفّذ منه شيء.`}
    >
      {(place) => <Import place={place} />}
    </InRound>
  );
}
