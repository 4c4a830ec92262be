// The rulebook: what judging is held to. A draft of it before judging; afterwards frozen, with its fingerprint.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { useParam } from '../../../shared/router/page';
import { Badge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { DescriptionList } from '../../../shared/ui/Layout';
import { DataList } from '../../../shared/ui/list/DataList';
import { Notice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import type { Edition } from '../model/edition';
import { Missing } from '../parts/EditionFacts';
import { Hash } from '../parts/Hash';
import { meetingFacts } from '../parts/MeetingFields';
import { MethodSaid } from '../parts/MethodField';
import { TiebreakList } from '../parts/TiebreakEditor';
import '../editions.css';

function saveJson(name: string, value: unknown): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(value, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function Contents({ edition }: { edition: Edition }) {
  const { t, i18n } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  const path = { edition_id: edition.id };
  const rubrics = useGet('/api/v1/editions/{edition_id}/rubrics', { path, query: { size: 200 } });
  const rounds = useGet('/api/v1/editions/{edition_id}/rounds', { path, query: { size: 200 } });
  const weighed = (rounds.data?.items ?? []).filter((round) => round.weight > 0);
  const whole = weighed.reduce((sum, round) => sum + round.weight, 0);
  const rubricOf = (id: string | null) => rubrics.data?.items.find((one) => one.id === id);
  return (
    <>
      <Card title={t`كسر التعادل`}>
        <TiebreakList editionId={edition.id} value={edition.tiebreaks} />
      </Card>
      <Card title={t`كيف تُحسب النتيجة`}>
        <DescriptionList
          items={[
            { label: t`درجة المشاركة`, value: <MethodSaid value={edition.method} /> },
            { label: t`ما يُحتسب`, value: t`آخر تقييم أرسله كل محكّم.` },
            {
              label: t`الجولات التي تُحتسب`,
              value:
                weighed.length === 0
                  ? t`آخر جولة وحدها.`
                  : weighed.map((round) => (
                      <p
                        key={round.id}
                      >{t`${format.name(round)}: ${format.number(round.weight)} من ${format.number(whole)}`}</p>
                    )),
            },
            {
              label: t`النصاب`,
              value: (
                <Plural
                  value={edition.quorum}
                  zero="لا نصاب."
                  one="تقييم واحد على الأقل لكل مشاركة."
                  two="تقييمان على الأقل لكل مشاركة."
                  few="# تقييمات على الأقل لكل مشاركة."
                  many="# تقييمًا على الأقل لكل مشاركة."
                  other="# تقييم على الأقل لكل مشاركة."
                />
              ),
            },
            {
              label: t`اتفاق المحكّمين أثناء الجولة`,
              value: edition.live_agreement
                ? t`يراه المنظّم دون درجة ولا ترتيب، ويُسجَّل اطّلاعه.`
                : t`لا يُرى قبل إغلاق الجولة.`,
            },
            ...meetingFacts(i18n, edition),
            {
              label: t`معيار لا ينطبق على مشاركة`,
              value:
                edition.na_policy === 'claims'
                  ? t`يقوله المحكّم بسبب، ويبتّ فيه رئيس اللجنة. إن قُبل وُزّع وزنه على غيره في فرعه، وإن رُفض أعطاه المحكّم درجة.`
                  : t`لا يُقبل: لكل معيار محتسب درجة.`,
            },
            { label: t`تعارض المصالح`, value: t`من أفصح عن تعارض تنحّى فورًا؛ ومن أُبلغ عنه أُوقف حتى يُبتّ فيه.` },
          ]}
        />
      </Card>
      <div className="tk-stack">
        <h2 className="tk-h2">{t`${nouns.All} ونماذجها`}</h2>
        <DataList
          source="/api/v1/editions/{edition_id}/categories"
          path={path}
          label={t`${nouns.All} ونماذجها`}
          searchable={false}
          csv={false}
          defaultSort="position"
          columns={[
            { id: 'name', header: nouns.One, primary: true, cell: (row) => format.name(row) },
            {
              id: 'rubric',
              header: t`نموذج التقييم`,
              cell: (row) =>
                row.rubric_id ? (
                  <Link
                    to="/editions/$editionId/rubrics/$rubricId"
                    params={{ editionId: edition.id, rubricId: row.rubric_id }}
                  >
                    <bdi>{format.name(rubricOf(row.rubric_id))}</bdi>
                  </Link>
                ) : (
                  <Missing>{t`لم يُختر بعد`}</Missing>
                ),
            },
            { id: 'places', header: t`المراكز`, align: 'end', cell: (row) => format.number(row.places) },
          ]}
          empty={{ title: t`لم تُضف ${nouns.all} بعد` }}
        />
      </div>
    </>
  );
}

export function RulebookPage() {
  const { t } = useLingui();
  const id = useParam('editionId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: id } });
  const rulebook = useGet('/api/v1/editions/{edition_id}/rulebook', { path: { edition_id: id } });
  const frozen = rulebook.data?.rulebook_frozen_at;
  return (
    <Page
      title={t`لائحة التحكيم`}
      badge={
        rulebook.data ? <Badge tone={frozen ? 'primary' : 'neutral'}>{frozen ? t`مجمَّدة` : t`لم تُجمَّد بعد`}</Badge> : null
      }
      lead={t`ما يلتزم به التحكيم: النماذج والأوزان والجولات والنصاب وكسر التعادل والمراكز.`}
      actions={
        rulebook.data?.rulebook ? (
          <Button
            icon="download"
            onPress={() => saveJson(`rulebook-${edition.data?.slug ?? id}.json`, rulebook.data?.rulebook)}
          >
            {t`نزّل اللائحة`}
          </Button>
        ) : null
      }
    >
      <Read of={rulebook}>
        {(data) =>
          data.rulebook_frozen_at ? (
            <Card title={t`بصمة اللائحة`}>
              <p className="tk-soft">
                <Trans>
                  جُمّدت في <When at={data.rulebook_frozen_at} zone={edition.data?.timezone} />
                </Trans>
              </p>
              <Hash value={data.rulebook_hash} />
              <p className="tk-small tk-soft">{t`لو تغيّر حرف في اللائحة لتغيّرت هذه البصمة.`}</p>
            </Card>
          ) : (
            <Notice>{t`تُجمَّد اللائحة عند بدء التحكيم وتُحسب بصمتها. ما يلي حالها اليوم، وما زال يقبل التعديل.`}</Notice>
          )
        }
      </Read>
      <Read of={edition}>{(data) => <Contents edition={data} />}</Read>
    </Page>
  );
}
