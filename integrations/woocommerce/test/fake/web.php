<?php
/** The shop as a web server: `php -S 127.0.0.1:8080 web.php`. */

require __DIR__ . '/shop.php';
$headers  = array_change_key_case( getallheaders(), CASE_LOWER );
$path     = substr( $_SERVER['REQUEST_URI'], strlen( '/wp-json' ) );
$response = fake_rest( $path, $headers, file_get_contents( 'php://input' ) );
http_response_code( $response->status );
if ( null !== $response->data ) {
	header( 'content-type: application/json' );
	echo json_encode( $response->data );
}
