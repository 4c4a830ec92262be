// Every page of the demo says, in both languages, that its data are invented.
export function DemoRibbon() {
  return (
    <p className="tk-demo">
      <span lang="ar" dir="rtl">
        بيانات تجريبية
      </span>
      <span aria-hidden="true">/</span>
      <span lang="en" dir="ltr">
        demo data
      </span>
    </p>
  );
}
