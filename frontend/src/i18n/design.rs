//! Texts of the page that shows the design system.

super::texts! {
    TITLE "设计规范" "Design system";
}
