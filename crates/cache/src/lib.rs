//! The desk's encrypted database: one file a table, migrations, search.
