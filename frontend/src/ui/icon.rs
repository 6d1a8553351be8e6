//! Icons: strokes on a 24-unit grid in the colour of the text; decoration, hidden from assistive technology.

use leptos::prelude::*;

macro_rules! icons {
    ($($name:ident $path:literal;)*) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum IconName { $($name),* }
        impl IconName {
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
            const fn path(self) -> &'static str {
                match self { $(Self::$name => $path),* }
            }
        }
    };
}

icons! {
    Search "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14m5 12 4.5 4.5";
    Calendar "M5 6h14v14H5zM5 10h14M9 3v4M15 3v4";
    Clock "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16m0 3.5V12l3 2";
    Place "M12 21s7-6.2 7-11.5A7 7 0 0 0 5 9.500C5 14.800 12 21 12 21m0-9a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5";
    Building "M5 21V4h9v17M14 9h5v12M3 21h18M8 8h3M8 12h3M8 16h3";
    Globe "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3 12h18M12 3c5 5.500 5 12.500 0 18M12 3c-5 5.500-5 12.500 0 18";
    User "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.500 20.500c.5-4 3.500-6 7.500-6s7 2 7.500 6";
    Menu "M4 7h16M4 12h16M4 17h16";
    Close "M6 6l12 12M18 6 6 18";
    Check "M5 12.500l4.500 4.500L19 7.500";
    Plus "M12 5v14M5 12h14";
    Edit "M5 19h3L19 8l-3-3L5 16zM14 7l3 3";
    Trash "M5 7h14M10 4h4M7 7l1 13h8l1-13M10.500 11v5.500M13.500 11v5.500";
    Upload "M12 16V5M7.500 9 12 4.500 16.500 9M4 19.500h16";
    Download "M12 5v11M7.500 12l4.500 4.500 4.500-4.500M4 19.500h16";
    Share "M8 12l8-5M8 12l8 5M6 9.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5M18 3.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5M18 15.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5";
    Link "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.700-5.700L12 7M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.700 5.700L12 17";
    Print "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z";
    ChevronDown "M6 9.500l6 6 6-6";
    ChevronRight "M9.500 6l6 6-6 6";
    ArrowLeft "M19 12H5M11 6l-6 6 6 6";
    ArrowRight "M5 12h14M13 6l6 6-6 6";
    ArrowUp "M12 19V5M6 11l6-6 6 6";
    ArrowDown "M12 5v14M6 13l6 6 6-6";
    Bell "M12 4a5.500 5.500 0 0 0-5.500 5.500c0 4.500-1.500 6-2 7h15c-.5-1-2-2.500-2-7A5.500 5.500 0 0 0 12 4M10 19.500a2.200 2.200 0 0 0 4 0";
    Flag "M6 21V4M6 5h12l-2.500 4L18 13H6";
    Copy "M9 9h11v11H9zM5 15H4V4h11v1";
    Warning "M12 4 2.500 20h19zM12 10v4.500M12 17.200v.3";
    Stop "M8.500 3.500h7l5 5v7l-5 5h-7l-5-5v-7zM12 8v5M12 16v.3";
    Info "M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17M12 11v5.500M12 7.500v.3";
    Ticket "M4 7h16v3.500a1.800 1.800 0 0 0 0 3.500v3.500H4V14a1.800 1.800 0 0 0 0-3.500zM13 7v10.500";
    People "M9 5a3.200 3.200 0 1 0 0 6.500A3.200 3.200 0 0 0 9 5M3 19c.4-3.500 2.800-5 6-5s5.600 1.500 6 5M15.500 5.300a3.200 3.200 0 0 1 0 6M17 14.300c2.300.5 3.700 2 4 4.700";
    Device "M7 3h10v18H7zM11 18h2";
    Letters "M3 18 8 6l5 12M5 14h6M15 18l3-7 3 7M16 16h4";
    Undo "M9 6 4.500 10.500 9 15M5 10.500h9a5 5 0 0 1 0 10h-3";
    Refresh "M19 8a8 8 0 1 0 1 6M20 4v5h-5";
    Keyboard "M3 6.500h18v11H3zM7 10.200h.3M10.300 10.200h.3M13.600 10.200h.3M16.900 10.200h.3M8 14h8";
    Image "M4 5h16v14H4zM4 16l5-5 4 4 2.500-2.500L20 17M15.500 8a1.200 1.200 0 1 0 0 2.400 1.200 1.200 0 0 0 0-2.400";
    Star "M12 4l2.500 5.200 5.700.800-4.100 4 1 5.700-5.100-2.700-5.100 2.700 1-5.700-4.100-4 5.700-.800z";
    Sliders "M5 5v6M5 15v4M12 5v2M12 11v8M19 5v8M19 17v2M3 13h4M10 9h4M17 15h4";
}

#[component]
pub fn Icon(name: IconName) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=name.path()></path>
        </svg>
    }
}
