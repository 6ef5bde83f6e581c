//! Short ways to ask: every statement is prepared once a connection.

use crate::error::Result;
use deadpool_postgres::ClientWrapper;
use tokio_postgres::Row;
use tokio_postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};

/// A connection with its prepared statements.
pub(super) type Conn = ClientWrapper;
/// Values of a statement.
pub(super) type Params<'a> = &'a [&'a (dyn ToSql + Sync)];

pub(super) async fn rows(conn: &Conn, sql: &str, params: Params<'_>) -> Result<Vec<Row>> {
    let statement = conn.prepare_cached(sql).await?;
    Ok(conn.query(&statement, params).await?)
}

pub(super) async fn row(conn: &Conn, sql: &str, params: Params<'_>) -> Result<Option<Row>> {
    let statement = conn.prepare_cached(sql).await?;
    Ok(conn.query_opt(&statement, params).await?)
}

/// Returns how many rows it met.
pub(super) async fn run(conn: &Conn, sql: &str, params: Params<'_>) -> Result<u64> {
    let statement = conn.prepare_cached(sql).await?;
    Ok(conn.execute(&statement, params).await?)
}

/// Text from outside. PostgreSQL's text cannot hold U+0000, so the symbol for it stands in its place: what arrives with one is
/// found again and is no error.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'a>(pub(super) &'a str);

impl ToSql for Text<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        if self.0.contains('\0') {
            self.0.replace('\0', "\u{2400}").to_sql(kind, out)
        } else {
            self.0.to_sql(kind, out)
        }
    }

    fn accepts(kind: &Type) -> bool {
        <&str as ToSql>::accepts(kind)
    }

    to_sql_checked!();
}
