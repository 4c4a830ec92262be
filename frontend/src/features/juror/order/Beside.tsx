// The entry that is being placed, as its juror may read it, with its files.
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Read } from '../../../shared/ui/States';
import { DeskActsContext } from '../deskActs';
import type { Desk } from '../model';
import type { AskProps } from '../parts/Ask';
import { EntryView } from '../parts/EntryView';
import { useReading } from '../useReading';
import type { Entry } from './model';

const Ask = lazy(async () => ({ default: (await import('../parts/Ask')).Ask }));
const DocumentPane = lazy(async () => ({ default: (await import('../parts/DocumentPane')).DocumentPane }));

export function Beside({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const format = useFormat();
  const desk = useGet('/api/v1/juror/evaluations/{evaluation_id}', { path: { evaluation_id: entry.evaluation_id } });
  return (
    <>
      <h2 className="tk-h2 tk-rank-heading">
        <bdi dir="auto">{format.pick(entry.title_ar, entry.title_en)}</bdi>
      </h2>
      <p className="tk-rank-more">
        <Link to="/juror/evaluations/$evaluationId" params={{ evaluationId: entry.evaluation_id }}>
          {t`صفحة المشاركة: تعارض مصالح أو سؤال أو طباعة`}
        </Link>
      </p>
      <Read of={desk}>{(data) => <Reading desk={data} />}</Read>
    </>
  );
}

function Reading({ desk }: { desk: Desk }) {
  const [reported, setReported] = useState<AskProps['file']>(null);
  const reading = useReading(desk);
  const acts = {
    cite: null,
    open: reading.open,
    report: setReported,
    show: () => undefined,
    nameOf: () => '',
  };
  return (
    <DeskActsContext value={acts}>
      <div {...reading.marks}>
        {reading.file ? (
          <Suspense>
            <DocumentPane key={reading.file.id} {...reading.pane} file={reading.file} />
          </Suspense>
        ) : null}
        <div hidden={reading.file !== null}>
          <EntryView desk={desk} full={null} />
        </div>
      </div>
      {reported ? (
        <Suspense>
          <Ask evaluationId={desk.evaluation_id} file={reported} onClose={() => setReported(null)} />
        </Suspense>
      ) : null}
    </DeskActsContext>
  );
}
