// Buttons and fields.
import { useState } from 'react';
import { useFormat } from '../../../shared/i18n/react';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button, IconButton, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { CheckboxGroup, RadioGroup, Switch } from '../../../shared/ui/Choice';
import { ComboBox } from '../../../shared/ui/ComboBox';
import { DateField, MomentField } from '../../../shared/ui/DateField';
import { FileDrop, FileRow } from '../../../shared/ui/FileDrop';
import { Icon, type IconName } from '../../../shared/ui/Icon';
import { FormActions, FormSection } from '../../../shared/ui/Layout';
import { NumberField } from '../../../shared/ui/NumberField';
import { Page } from '../../../shared/ui/PageHeader';
import { Select } from '../../../shared/ui/Select';
import { TextArea } from '../../../shared/ui/TextArea';
import { TextField } from '../../../shared/ui/TextField';

const icons: Record<IconName, true> = {
  'arrow-forward': true,
  'arrow-back': true,
  'chevron-forward': true,
  'chevron-back': true,
  'chevron-down': true,
  'chevron-up': true,
  sort: true,
  check: true,
  close: true,
  plus: true,
  minus: true,
  search: true,
  menu: true,
  more: true,
  download: true,
  upload: true,
  filter: true,
  edit: true,
  trash: true,
  calendar: true,
  clock: true,
  user: true,
  users: true,
  building: true,
  home: true,
  award: true,
  layers: true,
  list: true,
  form: true,
  scale: true,
  rounds: true,
  shield: true,
  seal: true,
  chart: true,
  mail: true,
  bell: true,
  settings: true,
  globe: true,
  'sign-out': true,
  info: true,
  warning: true,
  error: true,
  success: true,
  file: true,
  link: true,
  lock: true,
  eye: true,
  'eye-off': true,
  comment: true,
  copy: true,
  print: true,
  external: true,
  flag: true,
  star: true,
  drag: true,
  undo: true,
  keyboard: true,
  offline: true,
  play: true,
  full: true,
  'full-off': true,
};

export function FieldsPage() {
  const { pick } = useFormat();
  const [text, setText] = useState('بوابة الخدمات المتكاملة');
  const [long, setLong] = useState('وصف قصير للمشروع وأثره على المستفيدين في المنطقة.');
  const [pair, setPair] = useState({ ar: 'جائزة إنجاز', en: 'Injaz Award' });
  const [number, setNumber] = useState<number | null>(25);
  const [choice, setChoice] = useState<string | null>('a');
  const [many, setMany] = useState<string[]>(['a']);
  const [on, setOn] = useState(true);
  const [day, setDay] = useState<string | null>('2026-03-01');
  const [moment, setMoment] = useState<string | null>('2026-03-31T20:58:00Z');
  const options = [
    {
      id: 'a',
      label: pick('أفضل خدمة رقمية', 'Best digital service'),
      description: pick('للخدمات المكتملة', 'For complete services'),
    },
    { id: 'b', label: pick('أفضل تطبيق', 'Best application') },
    { id: 'c', label: pick('شؤون البلديات', 'Municipal affairs') },
  ];
  return (
    <Page
      title={pick('معرض المكوّنات', 'Component gallery')}
      lead={pick('كل مكوّن بحالاته.', 'Every component in its states.')}
      actions={<LinkButton to="/gallery/states">{pick('الحالات', 'States')}</LinkButton>}
    >
      <Card title={pick('الأزرار', 'Buttons')}>
        <div className="tk-row">
          <Button kind="primary" icon="check">
            {pick('احفظ', 'Save')}
          </Button>
          <Button>{pick('رجوع', 'Back')}</Button>
          <Button kind="quiet" icon="plus">
            {pick('أضف معيارًا', 'Add a criterion')}
          </Button>
          <Button kind="danger" icon="trash">
            {pick('احذف المسودة', 'Delete the draft')}
          </Button>
          <Button kind="danger-quiet">{pick('انسحب', 'Withdraw')}</Button>
          <Button kind="primary" busy>
            {pick('جارٍ الحفظ', 'Saving')}
          </Button>
          <Button isDisabled>{pick('غير متاح', 'Unavailable')}</Button>
          <Button iconEnd="arrow-forward" size="large" kind="primary">
            {pick('التالي', 'Next')}
          </Button>
          <IconButton icon="edit" label={pick('عدّل', 'Edit')} />
        </div>
        <div className="tk-row tk-soft">
          {(Object.keys(icons) as IconName[]).map((name) => (
            <Icon key={name} name={name} />
          ))}
        </div>
      </Card>
      <Card>
        <FormSection
          title={pick('النصوص', 'Text')}
          help={pick('ما يكتبه المشارك في نموذجه.', 'What an entrant writes in the form.')}
        >
          <TextField
            label={pick('عنوان المشاركة', 'Entry title')}
            help={pick('كما يظهر للمحكّمين.', 'As the jurors see it.')}
            value={text}
            onChange={setText}
            isRequired
          />
          <TextField
            label={pick('البريد الإلكتروني', 'E-mail')}
            type="email"
            value="name@example"
            error={pick('اكتب بريدًا إلكترونيًا صحيحًا.', 'Enter a valid e-mail address.')}
          />
          <TextField label={pick('كلمة المرور', 'Password')} type="password" value="secret-phrase" />
          <TextArea label={pick('ملخص المشروع', 'Project summary')} value={long} onChange={setLong} maxWords={200} />
          <TextArea label={pick('الأثر', 'Impact')} value={long} onChange={setLong} maxWords={5} rows={2} />
          <BilingualField
            label={pick('اسم البرنامج', 'Programme name')}
            ar={pair.ar}
            en={pair.en}
            onChange={(c) => setPair({ ...pair, ...c })}
            isRequired
          />
        </FormSection>
        <FormSection title={pick('الاختيار', 'Choice')}>
          <Select label={pick('الفرع', 'Branch')} options={options} value={choice} onChange={setChoice} />
          <ComboBox
            label={pick('الجهة', 'Agency')}
            options={options}
            value={choice}
            onChange={setChoice}
            help={pick('ابحث بأي إملاء: شؤون أو شئون.', 'Search in any spelling.')}
          />
          <RadioGroup label={pick('النوع', 'Kind')} options={options} value={choice} onChange={setChoice} />
          <CheckboxGroup
            label={pick('اللغات', 'Languages')}
            layout="row"
            options={options}
            value={many}
            onChange={setMany}
          />
          <Switch
            isSelected={on}
            onChange={setOn}
            help={pick('يظهر أعضاء اللجنة في الصفحة العامة.', 'The panel is shown on the public page.')}
          >
            {pick('لجنة معلنة', 'Public jury')}
          </Switch>
          <NumberField
            label={pick('الحد الأعلى للمشاركات', 'Maximum entries')}
            value={number}
            onChange={setNumber}
            minValue={0}
          />
        </FormSection>
        <FormSection title={pick('التواريخ والملفات', 'Dates and files')}>
          <DateField label={pick('تاريخ الإطلاق', 'Launch date')} value={day} onChange={setDay} />
          <MomentField label={pick('موعد الإغلاق', 'Closes at')} value={moment} onChange={setMoment} isRequired />
          <FileDrop label={pick('ملف الأدلة', 'Evidence file')} help="PDF ≤ 20 MB" onFiles={() => undefined} />
          <FileRow
            name="تقرير الأثر 2025 - final.pdf"
            size={2_345_678}
            progress={0.6}
            actions={<IconButton icon="trash" label={pick('احذف الملف', 'Delete file')} />}
          />
        </FormSection>
        <FormActions note={pick('آخر حفظ قبل دقيقة', 'Saved a minute ago')}>
          <Button kind="primary">{pick('احفظ', 'Save')}</Button>
          <Button>{pick('إلغاء', 'Cancel')}</Button>
        </FormActions>
      </Card>
    </Page>
  );
}
