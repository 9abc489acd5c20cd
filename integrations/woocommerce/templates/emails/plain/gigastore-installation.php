<?php
/**
 * The same mail as plain text. Copy it to yourtheme/woocommerce/emails/plain to change it.
 *
 * @var string $email_heading
 * @var array  $esims
 */

defined( 'ABSPATH' ) || exit;

echo esc_html( wp_strip_all_tags( $email_heading ) ) . "\n\n";
echo esc_html__( 'Install your eSIM before you travel: open the link on your phone, or scan the code with it.', 'gigastore-woocommerce' ) . "\n";
foreach ( $esims as $esim ) {
	echo "\n" . esc_html( $esim['name'] ) . "\n";
	echo esc_html__( 'Install your eSIM', 'gigastore-woocommerce' ) . ': ' . esc_url( $esim['installationUrl'] ) . "\n";
	echo esc_html__( 'QR code of your eSIM', 'gigastore-woocommerce' ) . ': ' . esc_url( $esim['qrCodeUrl'] ) . "\n";
	echo esc_html__( 'If you have to type it in:', 'gigastore-woocommerce' ) . ' ' . esc_html( $esim['activationCode'] ) . "\n";
}
echo "\n" . esc_html( wp_strip_all_tags( apply_filters( 'woocommerce_email_footer_text', get_option( 'woocommerce_email_footer_text', '' ) ) ) ) . "\n";
