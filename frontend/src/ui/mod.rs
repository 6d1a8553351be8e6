//! The design system: components without knowledge of the domain, shown together at `/design`.
//!
//! Texts come in through props, already in the language of the page. Looks are classes in `style/30-ui.css`;
//! inline styles are forbidden by the content security policy.

mod button;
mod choice;
mod combobox;
mod confirm;
mod date;
mod dialog;
mod field;
mod icon;
mod input;
mod keyed;
mod navigation;
mod qr;
mod state;
mod surface;
mod switch;
pub mod toast;

pub use button::{Button, ButtonKind, ButtonLink};
pub use choice::{Checkbox, CheckboxGroup, Choice, RadioGroup, Select};
pub use combobox::Combobox;
pub use confirm::Confirm;
pub use date::{DateInput, DateTimeInput};
pub use dialog::Dialog;
pub use field::{Fault, Field, FieldIds, next_id};
pub use icon::{Icon, IconName};
pub use input::{NumberInput, TextArea, TextInput};
pub use keyed::Keyed;
pub use navigation::{Breadcrumb, Crumb, Step, Steps, Tab, Tabs};
pub use qr::Qr;
pub use state::{EmptyState, ErrorState, LoadMore, Progress, Skeleton};
pub use surface::{Badge, Card, Tone};
pub use switch::Switch;
