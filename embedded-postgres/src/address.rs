//! The connection URL of a cluster. It says everything itself (socket, port, TLS), so that no `PG*` variable
//! of the environment can lead a client elsewhere.

use std::fmt::Write as _;
use std::path::Path;

/// The port only names the socket file: nothing listens on TCP.
pub(crate) const PORT: u16 = 5432;

/// The superuser of the cluster, and the only role.
pub(crate) const ROLE: &str = "app";

/// The URL of `database` on the cluster that listens in `socket_dir`.
pub(crate) fn over_socket(socket_dir: &Path, database: &str) -> String {
    let host = percent_encoded(&socket_dir.to_string_lossy());
    let database = percent_encoded(database);
    format!("postgres://{ROLE}@localhost:{PORT}/{database}?host={host}&sslmode=disable")
}

/// The URL `base` with another database.
#[cfg(feature = "testing")]
pub(crate) fn with_database(base: &str, database: &str) -> String {
    let (place, query) = base.split_once('?').map_or((base, None), |(place, query)| (place, Some(query)));
    let authority_starts = place.find("://").map_or(0, |at| at + "://".len());
    let authority_ends = place[authority_starts..].find('/').map_or(place.len(), |at| authority_starts + at);
    let mut url = format!("{}/{}", &place[..authority_ends], percent_encoded(database));
    if let Some(query) = query {
        url.push('?');
        url.push_str(query);
    }
    url
}

fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").expect("a String takes whatever is written");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_directory_of_any_name_fits_into_the_url() {
        let url = over_socket(Path::new("/tmp/a b/ü?&"), "habits");
        assert_eq!(
            url,
            "postgres://app@localhost:5432/habits?host=%2Ftmp%2Fa%20b%2F%C3%BC%3F%26&sslmode=disable"
        );
    }

    #[cfg(feature = "testing")]
    #[test]
    fn the_database_of_a_url_is_exchanged_and_the_rest_is_kept() {
        let exchanged = |base| with_database(base, "t_1");
        assert_eq!(
            exchanged("postgres://app@localhost:5432/postgres?host=%2Ftmp"),
            "postgres://app@localhost:5432/t_1?host=%2Ftmp"
        );
        assert_eq!(exchanged("postgres://u:p@db:5433/x"), "postgres://u:p@db:5433/t_1");
        assert_eq!(exchanged("postgres://db"), "postgres://db/t_1");
        assert_eq!(exchanged("postgres://db?a=/b"), "postgres://db/t_1?a=/b");
    }
}
