// Display: badges, cards, notices, progress, dialogs, tabs, empty and refused states.
import { useState } from 'react';
import { Problem } from '../../../shared/api/problem';
import { useFormat } from '../../../shared/i18n/react';
import { Badge, phaseWords, StateBadge, type Tone } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Card, Figure, Figures, LinkCard } from '../../../shared/ui/Card';
import { DateField } from '../../../shared/ui/DateField';
import { ConfirmDialog, Dialog } from '../../../shared/ui/Dialog';
import { DescriptionList } from '../../../shared/ui/Layout';
import { Menu, RowMenu } from '../../../shared/ui/Menu';
import { Notice, notify } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { ProgressBar, StepTrack } from '../../../shared/ui/Progress';
import { Select } from '../../../shared/ui/Select';
import { EmptyState, ErrorState, Skeleton } from '../../../shared/ui/States';
import { Tabs } from '../../../shared/ui/Tabs';
import { When } from '../../../shared/ui/When';

const tones: Tone[] = ['neutral', 'primary', 'success', 'warning', 'error', 'info', 'gold', 'lavender'];

export function StatesPage() {
  const { pick, number } = useFormat();
  const [branch, setBranch] = useState<string | null>(null);
  const [day, setDay] = useState<string | null>(null);
  const [open, setOpen] = useState<'' | 'dialog' | 'confirm'>('');
  const phases = ['draft', 'open', 'screening', 'judging', 'deliberation', 'approved', 'published', 'archived'];
  const words = {
    draft: 'مسودة',
    open: 'مفتوحة',
    screening: 'الفرز',
    judging: 'التحكيم',
    deliberation: 'المداولة',
    approved: 'معتمدة',
    published: 'منشورة',
    archived: 'مؤرشفة',
  } as Record<string, string>;
  return (
    <Page
      title={pick('جائزة إنجاز للتعاملات الرقمية — الدورة الثانية', 'Injaz Digital Award — second edition')}
      crumbs={[
        { label: pick('البرامج والدورات', 'Programmes'), to: '/programmes' },
        { label: pick('إنجاز', 'Injaz'), to: '/programmes' },
      ]}
      badge={<StateBadge of="phase" state="judging" />}
      lead={<When at="2026-03-31T20:58:00Z" />}
      actions={
        <>
          <Button onPress={() => setOpen('confirm')}>{pick('أعد الفتح', 'Reopen')}</Button>
          <Button kind="primary" onPress={() => setOpen('dialog')}>
            {pick('اعتمد النتائج', 'Approve')}
          </Button>
        </>
      }
    >
      <Card title={pick('المراحل', 'Phases')}>
        <StepTrack
          label={pick('المراحل', 'Phases')}
          current="judging"
          steps={phases.map((id) => ({ id, label: pick(words[id], id) }))}
        />
      </Card>
      <Figures>
        <Figure label={pick('المشاركات', 'Entries')} value={number(184)} note={pick('من 60 جهة', 'from 60 agencies')} />
        <Figure label={pick('المحكّمون', 'Jurors')} value={number(21)} />
        <Figure label={pick('التقييمات', 'Evaluations')} value={number(1288)} note={pick('اكتمل 74%', '74% done')} />
        <Figure label={pick('متأخرون', 'Late')} value={number(2)} />
      </Figures>
      <Card title={pick('الحالات', 'States')}>
        <div className="tk-row">
          {tones.map((tone) => (
            <Badge key={tone} tone={tone}>
              {tone}
            </Badge>
          ))}
          {Object.keys(phaseWords).map((state) => (
            <StateBadge key={state} of="phase" state={state} />
          ))}
        </div>
        <ProgressBar label={pick('تقييماتي', 'My evaluations')} value={17} max={26} />
        <DescriptionList
          items={[
            {
              label: pick('يُغلق باب المشاركة', 'Entries close'),
              value: <When at="2026-03-31T20:58:00Z" show="stack" />,
            },
            { label: pick('رمز المشاركة', 'Entry number'), value: <code>INJ-0142</code> },
            { label: pick('الجهة', 'Agency'), value: 'جهة تجريبية 07' },
          ]}
        />
        <div className="tk-row">
          <Menu
            label={pick('إجراءات', 'Actions')}
            items={[
              { id: 'a', label: pick('عدّل', 'Edit'), icon: 'edit' },
              { id: 'b', label: pick('احذف', 'Delete'), icon: 'trash', danger: true, separated: true },
            ]}
          >
            {pick('إجراءات', 'Actions')}
          </Menu>
          <Button onPress={() => notify(pick('حُفظت التغييرات.', 'Changes saved.'))}>{pick('تنبيه', 'Toast')}</Button>
        </div>
      </Card>
      <div className="tk-grid">
        <LinkCard
          to="/programmes"
          title={pick('أفضل خدمة رقمية', 'Best digital service')}
          meta={<Badge tone="info">52</Badge>}
        >
          <p className="tk-soft">
            {pick('للخدمات التي تُنجز كاملة دون حضور.', 'For services completed without a visit.')}
          </p>
        </LinkCard>
        <LinkCard to="/programmes" title={pick('أفضل تطبيق', 'Best application')}>
          <p className="tk-soft">{pick('للتطبيقات على الهواتف.', 'For mobile applications.')}</p>
        </LinkCard>
      </div>
      <Notice title={pick('يُغلق باب المشاركة غدًا', 'Entries close tomorrow')}>
        {pick('الساعة 11:58 مساءً بتوقيت الرياض.', 'At 11:58 pm Riyadh time.')}
      </Notice>
      <Notice tone="success">{pick('قُدّمت المشاركة.', 'Entry submitted.')}</Notice>
      <Notice tone="warning" action={<Button>{pick('راجع', 'Review')}</Button>}>
        {pick('ثلاثة حقول ناقصة.', 'Three fields are missing.')}
      </Notice>
      <Tabs
        label={pick('أقسام', 'Sections')}
        items={[
          {
            id: 'one',
            label: pick('فارغ', 'Empty'),
            content: (
              <Card>
                <EmptyState
                  title={pick('لا مشاركات بعد', 'No entries yet')}
                  action={
                    <Button kind="primary" icon="plus">
                      {pick('ابدأ مشاركة', 'Start an entry')}
                    </Button>
                  }
                >
                  {pick('ابدأ بمسودة؛ لا يراها أحد قبل تقديمها.', 'Start a draft; nobody sees it before you submit.')}
                </EmptyState>
              </Card>
            ),
          },
          {
            id: 'two',
            label: pick('خطأ', 'Error'),
            note: number(3),
            content: (
              <Card>
                <ErrorState error={new Problem(403, 'status_403')} onRetry={() => undefined} />
              </Card>
            ),
          },
          {
            id: 'three',
            label: pick('انتظار', 'Waiting'),
            content: (
              <Card>
                <Skeleton lines={5} />
              </Card>
            ),
          },
        ]}
      />
      <Dialog
        title={pick('اعتماد النتائج', 'Approve the results')}
        isOpen={open === 'dialog'}
        onClose={() => setOpen('')}
        footer={<Button kind="primary">{pick('اعتمد', 'Approve')}</Button>}
      >
        <p>
          {pick(
            'ستُنشر النتائج في الموعد المحدد ولا يمكن تعديلها بعد ذلك.',
            'The results will be published at the set minute and cannot change after it.',
          )}
        </p>
        <Select
          label={pick('الفرع', 'Branch')}
          options={[
            { id: 'a', label: pick('أفضل خدمة', 'Best service') },
            { id: 'b', label: pick('أفضل تطبيق', 'Best app') },
          ]}
          value={branch}
          onChange={setBranch}
        />
        <DateField label={pick('التاريخ', 'Date')} value={day} onChange={setDay} />
        <RowMenu of="x" items={[{ id: 'a', label: pick('عدّل', 'Edit') }]} />
      </Dialog>
      <ConfirmDialog
        title={pick('إعادة فتح التقييم؟', 'Reopen the evaluation?')}
        isOpen={open === 'confirm'}
        onClose={() => setOpen('')}
        onConfirm={() => setOpen('')}
        action={pick('أعد الفتح', 'Reopen')}
        danger
      >
        {pick('سيتمكن المحكّم من تعديل درجاته حتى تُغلق الجولة.', 'The juror may change scores until the round closes.')}
      </ConfirmDialog>
    </Page>
  );
}
