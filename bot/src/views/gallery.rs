//! Every screen that people can see, in both languages, with the names that break things, with nothing to show and with
//! too much of it. A screen is shown in the file of its area; `tests.rs` looks at all of them, and for forgotten ones.

use core_shared::domain::Locale;
use core_shared::screen::Screen;

use super::sketch::sketch;

/// `exhibit!(menu = pause::menu, |locale| …)`: a screen by the path of its function, called `menu` in what shows it. So
/// nothing bears a name without showing that screen.
macro_rules! exhibit {
    ($shown:ident = $path:path, |$locale:pat_param| $variants:expr) => {
        $crate::views::gallery::Exhibit {
            path: stringify!($path),
            variants: |$locale| {
                let $shown = $path;
                $variants
            },
            dead_end: None,
        }
    };
}

mod cards;
mod days;
mod editing_cards;
mod first_steps;
mod forgotten;
mod inspection;
mod leaving;
mod lists;
mod markup;
mod new_habits;
mod reminders;
mod samples;
mod setting_pages;
mod tests;
mod token_screens;
mod variants;
mod zones;

/// A screen with a title that says what of it is shown.
type Variant = (String, Screen);

/// One screen and its variants.
struct Exhibit {
    /// Of its function, as the file of its area says it: `pause::menu`.
    path: &'static str,
    variants: fn(Locale) -> Vec<Variant>,
    /// Why some variant may be without buttons.
    dead_end: Option<&'static str>,
}

impl Exhibit {
    /// Some variant has no buttons, for this reason.
    fn ending(self, reason: &'static str) -> Self {
        Self { dead_end: Some(reason), ..self }
    }

    /// The variants as they are written down, one below the other.
    fn sketched(&self, locale: Locale) -> String {
        let variants = (self.variants)(locale).into_iter();
        let sketches: Vec<String> =
            variants.map(|(title, screen)| format!("── {title}\n{}", sketch(&screen))).collect();
        sketches.join("\n\n")
    }
}

fn exhibits() -> Vec<Exhibit> {
    [
        cards::exhibits(),
        days::exhibits(),
        editing_cards::exhibits(),
        first_steps::exhibits(),
        leaving::exhibits(),
        lists::exhibits(),
        new_habits::exhibits(),
        reminders::exhibits(),
        setting_pages::exhibits(),
        token_screens::exhibits(),
        zones::exhibits(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
