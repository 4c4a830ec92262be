// A sheet that is shown first: choose it, look at what it would do, then all of it or nothing.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { download } from '../../../shared/api/download';
import { asProblem } from '../../../shared/api/problem';
import { sendSheet, TYPES } from '../../../shared/api/sheets';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { FileDrop } from '../../../shared/ui/FileDrop';
import { Notice, notifyProblem, ProblemNotice } from '../../../shared/ui/Notice';
import { StepTrack } from '../../../shared/ui/Progress';
import { type SheetProblem, SheetProblems } from '../../../shared/ui/Sheet';
import { Skeleton } from '../../../shared/ui/States';

export interface SheetReport {
  plan_hash: string;
  problems: readonly SheetProblem[];
}

export interface SheetImportProps<Report extends SheetReport> {
  path: string;
  query?: Record<string, string>;
  /** the sheet to begin with: its address, the name it is saved under, its button */
  template: { path: string; name: string; label: string };
  /** what to do, a sentence a step */
  steps: readonly string[];
  fileLabel: string;
  fileHelp: string;
  act: string;
  /** what the file would do; nothing to do disables the act */
  summary: (report: Report) => ReactNode;
  details: (report: Report) => ReactNode;
  isEmpty: (report: Report) => boolean;
  emptyText: string;
  doneText: string;
  doneActions: ReactNode;
  onDone: () => unknown;
}

export function SheetImport<Report extends SheetReport>(props: SheetImportProps<Report>) {
  const { t } = useLingui();
  const [file, setFile] = useState<File | null>(null);
  const look = useMutation({
    mutationFn: (wanted: File) => sendSheet<Report>(props.path, wanted, { ...props.query, dry_run: 'true' }),
  });
  const apply = useMutation({
    mutationFn: ({ wanted, hash }: { wanted: File; hash: string }) =>
      sendSheet<Report>(props.path, wanted, { ...props.query, dry_run: 'false', plan_hash: hash }),
    onSuccess: () => props.onDone(),
  });
  const choose = (wanted: File): void => {
    setFile(wanted);
    apply.reset();
    look.mutate(wanted);
  };
  const again = (): void => {
    setFile(null);
    look.reset();
    apply.reset();
  };
  const report = apply.data ?? look.data;
  const clean = report?.problems.length === 0;
  const empty = report ? props.isEmpty(report) : false;
  const code = apply.error ? asProblem(apply.error).code : '';
  const outdated = code === 'plan_stale' || code === 'import_invalid';
  return (
    <>
      <StepTrack
        label={t`خطوات الاستيراد`}
        current={apply.data ? 'done' : look.data ? 'look' : 'choose'}
        steps={[
          { id: 'choose', label: t`الملف` },
          { id: 'look', label: t`المعاينة` },
          { id: 'done', label: t`التنفيذ` },
        ]}
      />
      {look.isPending ? (
        <Card title={t`نقرأ الملف…`}>
          <Skeleton lines={5} />
        </Card>
      ) : report && file ? (
        <Card
          title={
            apply.data ? (
              t`تم الاستيراد`
            ) : (
              <Trans>
                معاينة <bdi dir="ltr">{file.name}</bdi>
              </Trans>
            )
          }
        >
          {apply.data ? <Notice tone="success">{props.doneText}</Notice> : null}
          {clean ? props.summary(report) : <SheetProblems problems={report.problems} />}
          <ProblemNotice
            error={apply.error}
            action={outdated ? <Button onPress={() => choose(file)}>{t`أعد المعاينة`}</Button> : null}
          />
          {clean && empty ? <Notice>{props.emptyText}</Notice> : null}
          <div className="tk-row">
            {apply.data ? props.doneActions : null}
            {clean && !apply.data ? (
              <Button
                kind="primary"
                busy={apply.isPending}
                isDisabled={empty || outdated}
                onPress={() => apply.mutate({ wanted: file, hash: report.plan_hash })}
              >
                {props.act}
              </Button>
            ) : null}
            <Button kind={clean ? 'secondary' : 'primary'} onPress={again}>
              {t`اختر ملفًا آخر`}
            </Button>
          </div>
          {clean ? props.details(report) : null}
        </Card>
      ) : (
        <Card title={t`اختر الملف`}>
          <ol className="tk-stack tk-gap-2 tk-judging-points">
            {props.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <div>
            <Button
              icon="download"
              onPress={() => void download(props.template.path, props.template.name).catch(notifyProblem)}
            >
              {props.template.label}
            </Button>
          </div>
          <ProblemNotice error={look.error} />
          <FileDrop
            label={props.fileLabel}
            help={props.fileHelp}
            accept={[...TYPES]}
            onFiles={([one]) => one && choose(one)}
          />
        </Card>
      )}
    </>
  );
}
